# breaks: core-floors
# as: plancore/benefits/planted.py
from plancore.claims.types import ClaimSubmission

wanted = ClaimSubmission
