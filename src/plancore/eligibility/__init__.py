"""Eligibility: what is asked about a member's coverage on a day, and the answer."""
