"""Eligibility checks: asked by a page or a 270, answered by the core, kept for a while."""
