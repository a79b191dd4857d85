"""Restricted records: families whose data the plan's staff sees only by breaking the glass."""
