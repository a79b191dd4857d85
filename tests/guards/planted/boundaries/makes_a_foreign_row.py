from payerport.members.models import Member


def enrol(family: str) -> object:
    return Member(family_id=family, person="01")
