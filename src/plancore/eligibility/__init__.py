"""Eligibility: what is asked about a member's coverage on a day, and the answer."""

from plancore.eligibility.decide import InquiryWindow, MemberFacts, answer
from plancore.eligibility.types import Amount, Answer, Benefit, CoverageStatus, Inquiry

__all__ = [
    "Amount",
    "Answer",
    "Benefit",
    "CoverageStatus",
    "Inquiry",
    "InquiryWindow",
    "MemberFacts",
    "answer",
]
