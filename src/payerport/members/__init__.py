"""Enrolment: families, members and the periods in which they are covered."""
