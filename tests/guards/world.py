"""One practice with everything in it, another with nothing, and the people who knock at the doors."""

from dataclasses import dataclass

from tests import factories as make

from payerport.accounts.models import Organization, User
from payerport.audit.actor import Actor
from payerport.claims.models import Claim
from payerport.eligibility.models import Check
from payerport.files.models import InboundFile
from payerport.members.models import Member
from payerport.remittance.models import Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """`organization` has a sent file, a paid, a pended and a rejected claim, a check and a payment."""

    organization: Organization
    other_organization: Organization
    front_desk: User
    biller_user: User
    administrator: User
    foreigner: User
    """A biller of the other organization."""
    staff: User
    nobody: User
    """Signs in, and belongs nowhere."""
    biller: Actor
    stranger: Actor
    members: list[Member]
    file: InboundFile
    claim: Claim
    payment: Payment
    check: Check


def build() -> World:
    """The world, through the portal's own actions."""
    make.published_plan()
    organization, other = make.organization("Fableleaf Family Medicine"), make.organization("Other Practice")
    members = make.family()
    biller_user, foreigner = make.user("biller", organization), make.user("biller", other)
    biller = make.actor_of(biller_user)
    # The second claim names an earlier one that is not there: rejected, with a finding.
    orphan = make.submission(organization, members[0], frequency="8", original_reference="H000000000000")
    file = make.sent_file(biller, make.x12_837p(make.submission(organization, members[0]), orphan))
    broken = make.x12_837p(make.submission(organization, members[1])).replace(b"SE*", b"SE*9")
    make.sent_file(biller, broken)
    claim = make.claims_of(file)[0]
    make.decide(claim)
    (payment,) = make.payments()
    make.renew(claim)
    return World(
        organization=organization,
        other_organization=other,
        front_desk=make.user("front_desk", organization),
        biller_user=biller_user,
        administrator=make.user("administrator", organization),
        foreigner=foreigner,
        staff=make.user(staff_role="operations"),
        nobody=make.user(),
        biller=biller,
        stranger=make.actor_of(foreigner),
        members=members,
        file=file,
        claim=claim,
        payment=payment,
        check=make.check(biller, members[0]),
    )
