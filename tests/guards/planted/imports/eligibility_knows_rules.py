# breaks: core-eligibility-facts
# as: plancore/eligibility/planted.py
from plancore.claims.decide import adjudicate

decide = adjudicate
