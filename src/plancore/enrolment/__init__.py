"""Enrolment and premiums as sponsors report them: changes of members (834) and premium payments (820). Facts
and their balance; nothing is looked up, and no file format is known here."""

from plancore.enrolment.family import Family, families
from plancore.enrolment.types import CoverageChange, EnrolmentFile, MemberChange

__all__ = ["CoverageChange", "EnrolmentFile", "Family", "MemberChange", "families"]
