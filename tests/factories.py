"""The small world of the database tests: organizations, people who sign in, families, a plan, claims.

Rows are made as the portal makes them (the same actions), read and written as the payer core; afterwards the
row lock is as it was before. Ask for the fixture `clock` too (tests/clock.py): what is covered depends on the
day.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import models
from django.utils import timezone

from payerport.accounts.models import (
    Audience,
    Delegation,
    EmployerGroup,
    GroupRole,
    Invitation,
    Location,
    Membership,
    Organization,
    TaxId,
    User,
)
from payerport.accounts.people import invite
from payerport.accounts.queries import actor_for
from payerport.audit.actor import NOBODY, Actor, core
from payerport.audit.lock import as_core, open_for
from payerport.claims import actions as claims_actions
from payerport.claims.models import Claim
from payerport.disclosures.actions import Told, disclose
from payerport.disclosures.models import Disclosure
from payerport.edi import actions as edi_actions
from payerport.eligibility import actions as eligibility_actions
from payerport.eligibility.models import Check
from payerport.factors.sealing import owned_by, seal
from payerport.files.models import InboundFile
from payerport.members.actions import tell_other_plans
from payerport.members.models import Coverage, Family, Member
from payerport.onetime.actions import send_code
from payerport.onetime.models import Purpose
from payerport.organizations import requests as access_requests
from payerport.organizations.models import AccessRequest
from payerport.plans.actions import publish
from payerport.plans.loading import LoadedPlans, load_plans
from payerport.plans.models import Publication
from payerport.providers.models import Contract, PersonProof, Provider
from payerport.registration import actions as registration_actions
from payerport.registration.applications import apply
from payerport.registration.links import link_member, link_provider
from payerport.registration.models import Application, Attempt
from payerport.remittance import actions as remittance_actions
from payerport.remittance.models import Payment
from payerport.restricted import actions as restricted_actions
from payerport.restricted.models import Opening, Restriction
from payerport.security import actions as security_actions
from payerport.security.models import Alert, Finding, Search
from payerport.web.refusals import NotFound
from plancore.claims import types as core_types
from plancore.claims.order_of_benefits import OtherPlan
from plancore.eligibility.types import Inquiry
from plancore.kernel import Cents, Period, dollars, npi_from

PLANS = Path(__file__).resolve().parents[1] / "plans"
PLAN_ID = "harbor-ppo-1500"
COVERED_FROM = dt.date(2025, 1, 1)
SERVICE_DAY = dt.date(2026, 3, 2)
VISIT, VISIT_CHARGE = "T1015", 14_500
"""A clinic visit and its charge in cents."""
OFFICE = "11"
COLD = "J069"

_numbers = count(1)


# -- who --------------------------------------------------------------------------------------------------


def organization(name: str = "", *, in_network: bool = True) -> Organization:
    """A practice with its billing provider, one clinician, and (in network) a contract by the standard fee
    schedule that pays half the charge for what the schedule lacks."""
    number = next(_numbers)
    with as_core():
        made = Organization.objects.create(
            name=name or f"Fableleaf Practice {number}", tax_id=f"00{number:07d}"
        )
        place: dict[str, Any] = {
            "address_line1": "12 Paper Street",
            "city": "ALBANY",
            "state": "NY",
            "postal_code": "122070001",
        }
        Provider.objects.create(
            organization=made,
            kind=Provider.Kind.ORGANIZATION,
            npi=npi_from(f"2{number:08d}"),
            plan_number=f"6{number:06d}00",
            last_or_organization_name=made.name.upper(),
            taxonomy="207Q00000X",
            **place,
        )
        clinician = Provider.objects.create(
            organization=made,
            kind=Provider.Kind.INDIVIDUAL,
            npi=npi_from(f"29{number:07d}"),
            plan_number=f"6{number:06d}01",
            last_or_organization_name="DRAFTGROVE",
            first_name="BASIL",
            taxonomy="207Q00000X",
            **place,
        )
        PersonProof.objects.create(provider=clinician, tax_id=f"900{number:06d}", birth_date="1975-04-09")
        if in_network:
            Contract.objects.create(
                organization=made,
                network="harbor-ppo",
                fee_schedule="harbor-standard",
                percent_of_charge=5_000,
                start=COVERED_FROM,
            )
    return made


def location(of: Organization, name: str = "Main Street", *, npi: str = "", tax_number: str = "") -> Location:
    """A place of the organization's, under its own Tax ID unless told."""
    with as_core():
        return Location.objects.create(
            organization=of,
            name=name,
            npi=npi or npi_from(f"28{next(_numbers):07d}"),
            tax_number=tax_number or of.tax_id,
            address_line1="14 Paper Street",
            city="ALBANY",
            state="NY",
            postal_code="122070001",
            start=COVERED_FROM,
        )


def tax_id(of: Organization, *, confirmed: bool = True) -> TaxId:
    """A further Tax ID of the organization; the plan has confirmed it, or is yet to answer."""
    now = timezone.now()
    with as_core():
        return TaxId.objects.create(
            organization=of,
            number=f"00{next(_numbers):07d}",
            name="Fableleaf Annex",
            asked_at=now,
            answered_at=now if confirmed else None,
            start=COVERED_FROM if confirmed else None,
        )


def delegation(of: Organization, to: Organization, **said: Any) -> Delegation:
    """`to` bills for `of`: eligibility, claims and payments, unless told otherwise."""
    given: dict[str, Any] = {"eligibility": True, "claims": True, "payments": True, "start": COVERED_FROM}
    with as_core():
        Organization.objects.filter(pk=to.pk).update(bills_for_others=True)
        return Delegation.objects.create(
            organization=of, biller=to, given_at=timezone.now(), **{**given, **said}
        )


def group_of(employer: Organization, number: str = "HG1001") -> GroupRole:
    """The employer's (or broker's) group of the plan, since the beginning."""
    with as_core():
        group, _ = EmployerGroup.objects.get_or_create(pk=number, defaults={"name": "Testwood Timber"})
        return GroupRole.objects.create(organization=employer, group=group, start=COVERED_FROM)


def business(kind: Organization.Kind, name: str = "") -> Organization:
    """An employer or a broker: an organization without provider records."""
    number = next(_numbers)
    return Organization.objects.create(
        name=name or f"{kind.label} {number}", kind=kind, tax_id=f"00{number:07d}"
    )


def access_request(to: Organization, person: User | None = None, role: str = "biller") -> AccessRequest:
    """Somebody asks to act for the organization."""
    by = person or user()
    return access_requests.ask(actor_of(by), by, to.tax_id, role, "I am at the front on Mondays")


def billing_provider(of: Organization) -> Provider:
    """The organization's group NPI."""
    return Provider.objects.get(organization=of, kind=Provider.Kind.ORGANIZATION)


def user(
    role: str = "", *at: Organization, staff_role: str = "", username: str = "", password: str = ""
) -> User:
    """Somebody who signs in: with `role` at each of the organizations, or of the plan's staff, or neither.

    Without a `password` only `client.force_login` signs them in (hashing takes its time).
    """
    made = User(
        username=username or f"person{next(_numbers)}",
        audience=Audience.STAFF if staff_role else Audience.PROVIDER,
        staff_role=staff_role,
    )
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    for one in at:
        Membership.objects.create(
            user=made, organization=one, role=role, since=timezone.now() - dt.timedelta(days=1)
        )
    return made


def member_account(of: Member, *, username: str = "", password: str = "", email: str = "") -> User:
    """An enrolled person's account, registered."""
    made = User(
        username=username or f"member{next(_numbers)}",
        audience=Audience.MEMBER,
        first_name=of.first_name,
        last_name=of.last_name,
        email=email or "alice.testwood@example.org",
    )
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    with as_core():
        link_member(core("test"), made, of)
    return made


def provider_account(of: Provider, born: dt.date, person: User | None = None) -> User:
    """The account of a provider's record, registered with this birth date."""
    made = person or user()
    with as_core():
        link_provider(core("test"), made, of, born)
    return made


def attempt(of: Member, email: str = "ben.testwood@example.org") -> Attempt:
    """A member's registration that waits for its code."""
    facts = registration_actions.Facts(
        first_name=of.first_name, last_name=of.last_name, birth_date=of.birth_date, email=email
    )
    with as_core():
        return registration_actions.begin_member(core("test"), of.member_id, facts)


def application() -> Application:
    """Somebody who registered for a practice that has no administrator, and waits for the plan's check."""
    record = billing_provider(organization("Trialstone Pediatrics"))
    with as_core():
        made = apply(core("test"), user(), record)
    assert made is not None
    return made


def code(purpose: Purpose = Purpose.RECOVERY, address: str = "alice.testwood@example.org") -> UUID:
    """A one-time code that was sent."""
    with as_core():
        return send_code(core("test"), purpose, address, goes_out=True)


def with_app(person: User, secret: str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") -> User:
    """The person, with an authenticator app of this secret."""
    with owned_by(person.pk):
        Authenticator.objects.create(user=person, type="totp", data={"secret": seal(secret), "used": []})
    return person


def search(**filters: str) -> Search:
    """A search of the record, by somebody of the plan's security staff, kept by name."""
    by = actor_of(user(staff_role="security"))
    with as_core():
        return security_actions.keep_search(by, filters, "Kept")


def restriction(family: str = "") -> Restriction:
    """A family whose records are restricted; without a number, one that nobody asks about, opened once."""
    by = actor_of(user(staff_role="security"))
    number = family or globals()["family"]()[0].family_id
    with as_core():
        made = restricted_actions.restrict(by, number, Restriction.Reason.EMPLOYEE)
        if not family:
            who = actor_of(user(staff_role="operations"))
            restricted_actions.open_record(who, number, Opening.Reason.MEMBER_ASKS, "On the telephone now")
    return made


def disclosure(of: Member, **said: Any) -> Disclosure:
    """A disclosure of this member's data to a health department, told the day before."""
    by = actor_of(user(staff_role="security"))
    told: dict[str, Any] = {
        "on": timezone.localdate() - dt.timedelta(days=1),
        "recipient": "Fableleaf County Health Department",
        "what": "Immunizations",
        "purpose": "public_health",
        "why": "The county asked for its yearly count",
    }
    with as_core():
        return disclose(by, of, Told(**(told | said)))


def other_plan(of: Member, **facts: Any) -> None:
    """Tell that another plan covers the member; of which the plan knows no more than `facts`."""
    plan = OtherPlan(payer_name="Sample Mutual", period=Period(COVERED_FROM), **facts)
    with as_core():
        tell_other_plans(core("test"), of, [plan])


def finding(of: Alert) -> Finding:
    """What somebody found out about an alert."""
    by = actor_of(user(staff_role="security"))
    with as_core():
        return security_actions.handle(by, of, Finding.Outcome.EXPLAINED, "Asked the person")


def alert(rule: str = "many_people") -> Alert:
    """An alert about nobody in particular."""
    with as_core():
        return Alert.objects.create(
            rule=rule, subject="0", start=timezone.now(), at=timezone.now(), count=61, rows=[]
        )


def invitation(by: User, email: str = "sam.sample@example.org", role: str = "biller") -> Invitation:
    """An open invitation by an administrator to their organization."""
    actor = actor_of(by)
    with as_core():
        return invite(actor, email, role)


def actor_of(person: User, at: Organization | None = None) -> Actor:
    """The actor that a person is, for the organization named or their first."""
    return actor_for(person, at.pk if at else None)[0]


def actor(role: str, at: Organization) -> Actor:
    """The actor of a new person with this role."""
    return actor_of(user(role, at))


def people(of: Organization) -> dict[str, Actor]:
    """Those who knock at a record's gate: the owner, a colleague without the role, another practice, another
    member, plan staff, and two that are not people."""
    member = User.objects.create(username=f"member{next(_numbers)}", audience=Audience.MEMBER)
    return {
        "owner": actor("biller", of),
        "colleague": actor("front_desk", of),
        "another practice": actor("biller", organization()),
        "another member": actor_of(member),
        "plan staff": actor_of(user(staff_role="operations")),
        "the payer core": core("worker"),
        "nobody": NOBODY,
    }


def who_sees(knocking: dict[str, Actor], look: Callable[[Actor], bool]) -> set[str]:
    """Who of them sees the record: `look` is tried as each, with the row lock opened for nobody else."""
    seeing = set()
    for who, one in knocking.items():
        open_for(one)
        if look(one):
            seeing.add(who)
    open_for(NOBODY)
    return seeing


def opens(gate: Callable[[], object]) -> bool:
    """True when the gate gives the record, False when it says that there is none. Anything else is a bug."""
    try:
        gate()
    except NotFound:
        return False
    return True


# -- members and the plan ---------------------------------------------------------------------------------


def family(number: str = "", size: int = 2, *, start: dt.date = COVERED_FROM) -> list[Member]:
    """A subscriber, a spouse and children (`size` people), covered by the demo plan from `start` on."""
    number = number or f"{1_000_000 + next(_numbers)}"
    rows = [
        ("01", "18", "Alice", dt.date(1985, 3, 14), "F"),
        ("02", "01", "Ben", dt.date(1986, 9, 2), "M"),
        *(
            (f"{place:02d}", "19", f"Child{place}", dt.date(2010 + place, 5, 20), "F")
            for place in range(3, 9)
        ),
    ]
    with as_core():
        made = Family.objects.create(number=number)
        people = [
            Member.objects.create(
                family=made,
                person=person,
                relationship=relationship,
                last_name="Testwood",
                first_name=first,
                birth_date=born,
                gender=gender,
                address_line1="1 Sample Lane",
                city="Albany",
                state="NY",
                postal_code="12207",
            )
            for person, relationship, first, born, gender in rows[:size]
        ]
        for one in people:
            Coverage.objects.create(member=one, plan_id=PLAN_ID, group_number="HG1001", start=start)
    return people


@lru_cache(maxsize=1)
def _documents() -> LoadedPlans:
    return load_plans(PLANS)


def published_plan() -> None:
    """Publish the demo plan and its fee schedules, as they stand in the tree."""
    loaded = _documents()
    with as_core():
        for key, document in loaded.plan_documents.items():
            publish(core("test"), Publication.Kind.PLAN, key, document)
        for key, document in loaded.schedule_documents.items():
            publish(core("test"), Publication.Kind.FEE_SCHEDULE, key, document)


# -- claims -----------------------------------------------------------------------------------------------


def line(
    number: int = 1,
    *,
    procedure: str = VISIT,
    charge: Cents = VISIT_CHARGE,
    on: dt.date = SERVICE_DAY,
    units: int = 1,
    modifiers: tuple[str, ...] = (),
) -> core_types.ServiceLine:
    """One service at the office, pointing to the first diagnosis."""
    return core_types.ServiceLine(
        number=number,
        procedure=procedure,
        charge=charge,
        units=Decimal(units),
        service_from=on,
        service_to=on,
        modifiers=modifiers,
        place_of_service=OFFICE,
        diagnosis_pointers=(1,),
    )


def submission(
    at: Organization,
    of: Member,
    *,
    lines: Sequence[core_types.ServiceLine] = (),
    patient_control_number: str = "",
    frequency: str = "1",
    original_reference: str = "",
) -> core_types.ClaimSubmission:
    """A professional claim for a member's visit; by default one clinic visit. `total_charge` adds up."""
    lines = tuple(lines) or (line(),)
    biller = billing_provider(at)
    patient = core_types.Person(
        member_id=str(of.member_id),
        last_name=of.last_name,
        first_name=of.first_name,
        birth_date=of.birth_date,
        gender=of.gender,
    )
    return core_types.ClaimSubmission(
        form=core_types.ClaimForm.PROFESSIONAL,
        patient_control_number=patient_control_number or f"VISIT{next(_numbers)}",
        total_charge=sum(one.charge for one in lines),
        billing=core_types.Provider(
            npi=biller.npi,
            tax_id=at.tax_id,
            last_or_organization_name=biller.last_or_organization_name,
            taxonomy=biller.taxonomy,
        ),
        subscriber=patient,
        patient=patient,
        patient_relationship=of.relationship,
        diagnoses=(core_types.Diagnosis(qualifier="ABK", code=COLD),),
        lines=lines,
        facility_code=OFFICE,
        frequency=frequency,
        original_reference=original_reference,
    )


def claims(at: Organization, submissions: Iterable[core_types.ClaimSubmission]) -> list[Claim]:
    """Claims received (accepted or rejected) from the organization; nothing is decided yet."""
    incoming = [
        claims_actions.Incoming(submission=one, number_in_file=place)
        for place, one in enumerate(submissions, start=1)
    ]
    with as_core():
        outcomes = claims_actions.submit(core("test"), incoming, sender_id=at.pk)
    return [outcome.claim for outcome in outcomes]


def claim(at: Organization, of: Member, **said: Any) -> Claim:
    """One claim received; `said` as for `submission`."""
    return claims(at, [submission(at, of, **said)])[0]


def renew(*rows: models.Model) -> None:
    """Bring rows up to date with the database."""
    with as_core():
        for row in rows:
            row.refresh_from_db()


def decide(*received: Claim) -> None:
    """Decide these claims as the worker does (a published plan is needed), and bring them up to date."""
    with as_core():
        claims_actions.decide_claims(core("test"), [one.pk for one in received])
    renew(*received)


def decided_claim(at: Organization, of: Member, **said: Any) -> Claim:
    """One claim received and decided."""
    made = claim(at, of, **said)
    decide(made)
    return made


def check(by: Actor, of: Member, *, on: dt.date = SERVICE_DAY) -> Check:
    """An eligibility check by the actor, kept with its answer."""
    with as_core():
        return eligibility_actions.check(by, Inquiry(service_date=on, member_id=str(of.member_id)), "page")


# -- variations -------------------------------------------------------------------------------------------


def day(number: int) -> dt.date:
    """Another day of service: so many days after the usual one."""
    return SERVICE_DAY + dt.timedelta(days=number)


def with_member_id(sent: core_types.ClaimSubmission, member_id: str) -> core_types.ClaimSubmission:
    """The same claim for somebody with this member id."""
    patient = replace(sent.patient, member_id=member_id)
    return replace(sent, patient=patient, subscriber=patient)


# -- files and payments --------------------------------------------------------------------------------------


def x12_837p(*submissions: core_types.ClaimSubmission, control_number: int = 0) -> bytes:
    """An 837P interchange (005010X222A1) with these claims of one billing provider, each for a subscriber
    who is the patient. Only what `submission` fills in is written."""
    number = control_number or next(_numbers)
    billing = submissions[0].billing
    isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", f"{'TESTSENDER':15}", "ZZ", f"{'HARBORHP':15}"]
    header = [
        "*".join([*isa, "260310", "1000", "^", "00501", f"{number:09d}", "0", "T", ":"]),
        f"GS*HC*TESTSENDER*HARBORHP*20260310*1000*{number}*X*005010X222A1",
    ]
    body = [
        "ST*837*0001*005010X222A1",
        f"BHT*0019*00*{number}*20260310*1000*CH",
        "NM1*41*2*TEST BILLING DESK*****46*TESTSENDER",
        "PER*IC*TEST DESK*TE*5185550199",
        "NM1*40*2*HARBOR HEALTH PLAN*****46*HARBORHP",
        "HL*1**20*1",
        f"PRV*BI*PXC*{billing.taxonomy}",
        f"NM1*85*2*{billing.last_or_organization_name}*****XX*{billing.npi}",
        "N3*12 PAPER STREET",
        "N4*ALBANY*NY*122070001",
        f"REF*EI*{billing.tax_id}",
    ]
    for place, one in enumerate(submissions, start=2):
        body += _x12_claim(one, place)
    body.append(f"SE*{len(body) + 1}*0001")
    trailer = [f"GE*1*{number}", f"IEA*1*{number:09d}"]
    return "".join(f"{segment}~\n" for segment in [*header, *body, *trailer]).encode("ascii")


def _x12_claim(one: core_types.ClaimSubmission, place: int) -> list[str]:
    person = one.subscriber
    born = f"{person.birth_date:%Y%m%d}" if person.birth_date else ""
    original = [f"REF*F8*{one.original_reference}"] if one.original_reference else []
    lines = [
        segment
        for each in one.lines
        for segment in (
            f"LX*{each.number}",
            f"SV1*{_composite(each)}*{dollars(each.charge)}*UN*{each.units}***1",
            f"DTP*472*D8*{each.service_from:%Y%m%d}",
        )
    ]
    kind = f"{one.facility_code}:B:{one.frequency}"
    return [
        f"HL*{place}*1*22*0",
        "SBR*P*18*******CI",
        f"NM1*IL*1*{person.last_name}*{person.first_name}****MI*{person.member_id}",
        "N3*1 SAMPLE LANE",
        "N4*ALBANY*NY*12207",
        f"DMG*D8*{born}*{person.gender}",
        "NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBORHP",
        f"CLM*{one.patient_control_number}*{dollars(one.total_charge)}***{kind}*Y*A*Y*Y",
        *original,
        *(f"HI*{each.qualifier}:{each.code}" for each in one.diagnoses[:1]),
        *lines,
    ]


def _composite(of: core_types.ServiceLine) -> str:
    return ":".join(("HC", of.procedure, *of.modifiers))


def x12_270(of: Member, by: Provider, *, on: dt.date = SERVICE_DAY) -> bytes:
    """A 270 interchange (005010X279A1) that asks for the plan as a whole (service type 30)."""
    number = next(_numbers)
    isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", f"{'TESTSENDER':15}", "ZZ", f"{'HARBORHP':15}"]
    body = [
        "ST*270*0001*005010X279A1",
        f"BHT*0022*13*{number}*20260310*1000",
        "HL*1**20*1",
        "NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBORHP",
        "HL*2*1*21*1",
        f"NM1*1P*2*{by.last_or_organization_name}*****XX*{by.npi}",
        "HL*3*2*22*0",
        f"TRN*1*{number}*9TESTSENDE",
        f"NM1*IL*1*{of.last_name}*{of.first_name}****MI*{of.member_id}",
        f"DMG*D8*{of.birth_date:%Y%m%d}",
        f"DTP*291*D8*{on:%Y%m%d}",
        "EQ*30",
    ]
    segments = [
        "*".join([*isa, "260310", "1000", "^", "00501", f"{number:09d}", "0", "T", ":"]),
        f"GS*HS*TESTSENDER*HARBORHP*20260310*1000*{number}*X*005010X279A1",
        *body,
        f"SE*{len(body) + 1}*0001",
        f"GE*1*{number}",
        f"IEA*1*{number:09d}",
    ]
    return "".join(f"{segment}~\n" for segment in segments).encode("ascii")


def sent_file(by: Actor, content: bytes, name: str = "claims.837") -> InboundFile:
    """A file sent by the actor on the page and read by the worker; its claims wait for their decision."""
    with as_core():
        receipt = edi_actions.receive(by, InboundFile.Channel.UPLOAD, name, [content])
        edi_actions.read_file(core("worker"), receipt.file.pk)
        receipt.file.refresh_from_db()
    return receipt.file


def payments() -> tuple[Payment, ...]:
    """Run the payments: everything decided and not yet remitted is paid."""
    with as_core():
        return remittance_actions.run(core("command")).payments


def claims_of(file: InboundFile) -> list[Claim]:
    """The claims of a file, in its order."""
    with as_core():
        return list(Claim.objects.filter(file=file).order_by("number_in_file"))
