"""One practice with everything in it, another with nothing, and the people who knock at the doors."""

import datetime as dt
from dataclasses import dataclass

from tests import assisting
from tests import factories as make

from payerport.accounts.models import Delegation, Invitation, Location, Organization, TaxId, User
from payerport.accounts.people import secret_of
from payerport.audit.actor import Actor, core
from payerport.audit.sealing import seal
from payerport.claims.models import Claim
from payerport.disclosures.models import Disclosure
from payerport.eligibility.models import Check
from payerport.files.models import InboundFile
from payerport.members.models import Member
from payerport.organizations.models import AccessRequest
from payerport.registration.models import Application
from payerport.remittance.models import Payment
from payerport.restricted.models import Restriction
from payerport.security.models import Alert, Search
from payerport.support.actions import secret_of as way_back_of
from payerport.support.models import Assistance

PASSWORD = "harbour-lantern-42"


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
    member: User
    """The account of the first of the members."""
    application: Application
    """Of somebody who asks to administer a third practice."""
    file: InboundFile
    claim: Claim
    payment: Payment
    check: Check
    rejected: Claim
    search: Search
    """Of the plan's security staff, kept by name."""
    alert: Alert
    invitation: Invitation
    disclosure: Disclosure
    location: Location
    asked: TaxId
    """A Tax ID that waits for the plan's answer."""
    request: AccessRequest
    """Of somebody who would like to act for the organization."""
    delegation: Delegation
    """To a billing group that nobody here is of."""
    assistance: Assistance
    """The front desk's way back in, by a link that support sent."""
    restriction: Restriction
    """Of a family that nobody here asks about; opened once."""

    @property
    def names(self) -> dict[str, str]:
        """What stands in the addresses of the organization's own records."""
        return {
            "claim": self.claim.control_number,
            "rejected": self.rejected.control_number,
            "receipt": self.file.receipt_number,
            "trace": self.payment.trace_number,
            "search": str(self.search.pk),
            "alert": str(self.alert.pk),
            "assistance": str(self.assistance.pk),
            "way_back": way_back_of(self.assistance),
            "restriction": str(self.restriction.pk),
            "application": str(self.application.pk),
            "disclosure": str(self.disclosure.pk),
            "location": str(self.location.pk),
            "request": str(self.request.pk),
            "asked": str(self.asked.pk),
            "delegation": str(self.delegation.pk),
            "check": str(self.check.pk),
            "organization": str(self.organization.pk),
            "membership": str(self.front_desk.memberships.get().pk),
            "foreign_membership": str(self.foreigner.memberships.get().pk),
            "invitation": str(self.invitation.pk),
            "secret": secret_of(self.invitation),
            "member": str(self.members[0].member_id),
        }

    @property
    def absent(self) -> dict[str, str]:
        """The same, of records that are not there."""
        return {
            "claim": "H2606999999990",
            "receipt": "R20260310-999999",
            "trace": "HHP20260310999999",
            "check": "00000000-0000-4000-8000-000000000000",
        }

    @property
    def inquiry(self) -> bytes:
        """An X12 270 about the first member."""
        return make.x12_270(self.members[0], make.billing_provider(self.organization))


def build() -> World:
    """The world, through the portal's own actions."""
    make.published_plan()
    make.other_plan(make.family()[0])
    organization, other = make.organization("Fableleaf Family Medicine"), make.organization("Other Practice")
    members = make.family()
    biller_user, foreigner = (
        make.user("biller", organization, password=PASSWORD),
        make.user("biller", other, password=PASSWORD),
    )
    biller = make.actor_of(biller_user)
    # The second claim names an earlier one that is not there: rejected, with a finding.
    orphan = make.submission(organization, members[0], frequency="8", original_reference="H000000000000")
    file = make.sent_file(biller, make.x12_837p(make.submission(organization, members[0]), orphan))
    broken = make.x12_837p(make.submission(organization, members[1])).replace(b"SE*", b"SE*9")
    make.sent_file(biller, broken)
    claim, rejected = make.claims_of(file)
    make.decide(claim)
    (payment,) = make.payments()
    make.renew(claim)
    seal(core("test"))
    administrator = make.user("administrator", organization, password=PASSWORD)
    location, asked = make.location(organization), make.tax_id(organization, confirmed=False)
    # Every locked table has a row of the organization's, groups too (else an employer's and a broker's).
    make.group_of(organization)
    delegation = make.delegation(organization, make.organization("Billing Desk"))
    make.code()
    make.attempt(members[1])
    assisting.attempt(members[1])
    assisting.legacy_member(members[1])
    make.provider_account(make.billing_provider(organization), dt.date(1970, 1, 2), administrator)
    front_desk = make.user("front_desk", organization, password=PASSWORD)
    return World(
        organization=organization,
        other_organization=other,
        front_desk=front_desk,
        assistance=assisting.assistance(front_desk),
        biller_user=biller_user,
        administrator=administrator,
        foreigner=foreigner,
        staff=make.user(staff_role="operations", password=PASSWORD),
        nobody=_with_a_past(make.user(password="harbour-lantern-41")),
        biller=biller,
        stranger=make.actor_of(foreigner),
        members=members,
        member=make.member_account(members[0], password=PASSWORD),
        application=make.application(),
        file=file,
        claim=claim,
        rejected=rejected,
        payment=payment,
        check=make.check(biller, members[0]),
        search=make.search(),
        alert=_handled(make.alert()),
        invitation=make.invitation(administrator),
        disclosure=make.disclosure(members[0]),
        location=location,
        request=make.access_request(organization),
        asked=asked,
        delegation=delegation,
        restriction=make.restriction(),
    )


def _handled(alert: Alert) -> Alert:
    """The alert, about which something was found."""
    make.finding(alert)
    return alert


def _with_a_past(person: User) -> User:
    """The person, who had another password before."""
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person
