from payerport.claims.models import Claim, State


def is_paid(claim: Claim) -> bool:
    return claim.state == State.PAID
