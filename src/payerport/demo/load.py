"""Puts the demo plan, its people and practices into the database, once. Never outside a demo."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Membership, Organization, User
from payerport.audit.actions import record
from payerport.audit.actor import Actor, core
from payerport.audit.lock import acting
from payerport.audit.models import Event
from payerport.demo import audiences
from payerport.demo.codes import give_second_steps
from payerport.demo.people import Household, Person
from payerport.demo.practices import STANDARD, Practice
from payerport.demo.sign_ins import PASSWORD, SignIn, sign_ins
from payerport.demo.traffic import Prices
from payerport.demo.world import DEFAULT_SEED, World, dice, world
from payerport.members.models import Coverage, Family, Member
from payerport.plans.actions import publish
from payerport.plans.loading import LoadedPlans, fee_schedule_from, load_plans, read_schedules
from payerport.plans.models import Publication
from payerport.providers.models import Contract, PersonProof, Provider
from payerport.web.refusals import Conflict, NotAllowed, Refusal
from plancore.kernel import has_errors

LOADED: Final = "demo.loaded"
_LOCK: Final = 5_047_223_007
_BATCH: Final = 1_000
_SINCE: Final = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)

Counts = Mapping[str, int]
ROWS: Final = (
    "plan designs",
    "fee schedules",
    "families",
    "members",
    "periods of coverage",
    "organizations",
    "providers",
    "contracts",
    "sign-ins",
)
"""What is counted, in the order shown."""


class NoDemoHere(NotAllowed):
    """Demo people have a public password."""

    code = "no-demo-here"
    text = _("This is not a demo: people with a public password are not loaded here. (PAYERPORT_DEMO)")


class OtherPeopleHere(Conflict):
    """Members that the demo did not make, or made from another seed."""

    code = "other-people-here"
    text = _("Other members are enrolled here already, so the demo's people were not added.")
    instead = _("Use an empty database, or the seed that was used before.")


class PlansNotWhole(Refusal):
    """The plan files have an error."""

    code = "plans-not-whole"
    text = _("The demo plan's files have an error, so nothing was loaded.")
    instead = _("Run: payerport plan check")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What stands after loading: rows by what they are, and whether this call made any."""

    seed: int
    counts: Counts
    is_new: bool


def plans_folder() -> Path:
    """Where the demo plan's files are."""
    return Path(settings.BASE_DIR) / "plans" / "harbor"


def load(seed: int = DEFAULT_SEED) -> Loaded:
    """Publish the demo plan and enrol its people, in one transaction; a second call changes nothing.

    Changed plan files are published again as new versions; people stay. Raises `NoDemoHere`,
    `OtherPeopleHere`, `PlansNotWhole`.
    """
    _refuse_outside_demo()
    actor = core("command")
    files = _fingerprint(plans_folder())
    with acting(actor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        before = _latest()
        if before is None and Family.objects.exists():
            raise OtherPeopleHere
        if before is not None and before["seed"] != seed:
            raise OtherPeopleHere
        give_second_steps()
        if before is not None and before["files"] == files:
            return Loaded(seed=seed, counts=before["counts"], is_new=False)
        published = _publish(actor)
        people = _enrol(world(seed)) if before is None else before["counts"]
        give_second_steps()
        made = {**people, **published}
        counts = {what: made[what] for what in ROWS}
        record(actor, LOADED, "demo", seed, detail=_detail(seed, files, counts))
    return Loaded(seed=seed, counts=counts, is_new=True)


def loaded_seed() -> int | None:
    """The seed of the people who are enrolled; None when the demo is not loaded."""
    with acting(core("command")):
        before = _latest()
    return None if before is None else int(before["seed"])


def prices(as_of: dt.date) -> Prices:
    """The standard fee schedule on a day, from the plan files: cents for one unit outside a facility."""
    document = read_schedules(plans_folder(), [])[STANDARD]
    schedule = fee_schedule_from(document, "")
    return {
        key: rate.nonfacility
        for key, rates in schedule.rates.items()
        for rate in rates
        if as_of in rate.period
    }


def _refuse_outside_demo() -> None:
    if not settings.PAYERPORT_DEMO or settings.IN_PRODUCTION:
        raise NoDemoHere


# -- what was loaded before -------------------------------------------------------------------------------


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.tsv"))):
        digest.update(f"{path.relative_to(folder)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _detail(seed: int, files: str, counts: Counts) -> dict[str, str | int]:
    return {"seed": seed, "files": files, **{f"rows {what}": number for what, number in counts.items()}}


def _latest() -> dict[str, Any] | None:
    """The newest record of a loading, as `seed`, `files`, `counts`."""
    found = Event.objects.filter(record_kind="demo", action=LOADED).order_by("-at").first()
    if found is None:
        return None
    counts = {what: found.detail[f"rows {what}"] for what in ROWS}
    return {"seed": found.detail["seed"], "files": found.detail["files"], "counts": counts}


# -- plans ------------------------------------------------------------------------------------------------


def _publish(actor: Actor) -> Counts:
    loaded = load_plans(plans_folder())
    if has_errors(loaded.findings) or not loaded.designs:
        raise PlansNotWhole
    _refuse_what_does_not_fit(loaded)
    for kind, documents in (
        (Publication.Kind.PLAN, loaded.plan_documents),
        (Publication.Kind.FEE_SCHEDULE, loaded.schedule_documents),
    ):
        for key, document in sorted(documents.items()):
            publish(actor, kind, key, document)
    return {"plan designs": len(loaded.plan_documents), "fee schedules": len(loaded.schedule_documents)}


def _refuse_what_does_not_fit(loaded: LoadedPlans) -> None:
    """The people's plan, networks and fee schedules must be those of the files: pricing by one that is
    not there would be a guess."""
    demo = world()
    plans = {one.plan_id for person in demo.members for one in person.enrolments}
    terms = [terms for practice in demo.practices for terms in practice.contracts]
    networks = {
        network
        for design in loaded.designs.values()
        for year in design.terms
        for tier in year.tiers
        for network in tier.networks or ()
    }
    fits = plans <= set(loaded.designs) and {one.network for one in terms} <= networks
    if not fits or not {one.fee_schedule for one in terms} <= set(loaded.schedules):
        raise PlansNotWhole(
            _("The demo's people are enrolled in a plan or network that the files do not have.")
        )


# -- people -----------------------------------------------------------------------------------------------


def _enrol(demo: World) -> Counts:
    organizations = Organization.objects.bulk_create(_organization(one) for one in demo.practices)
    rows = list(zip(organizations, demo.practices, strict=True))
    providers = Provider.objects.bulk_create(_providers(rows))
    PersonProof.objects.bulk_create(_proofs(providers, demo.seed))
    contracts = Contract.objects.bulk_create(_contracts(rows))
    users = _sign_ins(organizations)
    Family.objects.bulk_create((Family(number=one.number) for one in demo.households), batch_size=_BATCH)
    members = Member.objects.bulk_create(_members(demo), batch_size=_BATCH)
    coverages = Coverage.objects.bulk_create(_coverages(demo, members), batch_size=_BATCH)
    audiences.add(dict(zip(demo.practices, organizations, strict=True)), members)
    return {
        "families": len(demo.households),
        "members": len(members),
        "periods of coverage": len(coverages),
        "organizations": len(organizations),
        "providers": len(providers),
        "contracts": len(contracts),
        "sign-ins": users,
    }


def _organization(practice: Practice) -> Organization:
    return Organization(name=practice.name, kind=practice.specialty.kind, tax_id=practice.tax_id)


def _providers(rows: Iterable[tuple[Organization, Practice]]) -> Iterator[Provider]:
    for place, (organization, practice) in enumerate(rows, start=1):
        number = f"5{place:06d}"
        address = {
            "organization": organization,
            "address_line1": practice.address.line1,
            "city": practice.address.city,
            "state": practice.address.state,
            "postal_code": practice.address.postal_code,
        }
        yield Provider(
            **address,
            kind=Provider.Kind.ORGANIZATION,
            npi=practice.npi,
            plan_number=f"{number}00",
            last_or_organization_name=practice.name,
            taxonomy=practice.specialty.taxonomy,
        )
        for person, one in enumerate(practice.clinicians, start=1):
            yield Provider(
                **address,
                kind=Provider.Kind.INDIVIDUAL,
                npi=one.npi,
                plan_number=f"{number}{person:02d}",
                last_or_organization_name=one.last_name,
                first_name=one.first_name,
                taxonomy=one.taxonomy,
            )


def _proofs(providers: Iterable[Provider], seed: int) -> Iterator[PersonProof]:
    """Numbers that begin with 900 are nobody's Social Security number."""
    rng = dice(f"proofs {seed}")
    for number, one in enumerate(providers):
        if one.kind == Provider.Kind.INDIVIDUAL:
            born = dt.date(1955, 1, 1) + dt.timedelta(days=rng.randrange(40 * 365))
            yield PersonProof(provider=one, tax_id=f"900{number:06d}", birth_date=born.isoformat())


def _contracts(rows: Iterable[tuple[Organization, Practice]]) -> Iterator[Contract]:
    for organization, practice in rows:
        for terms in practice.contracts:
            yield Contract(
                organization=organization,
                network=terms.network,
                fee_schedule=terms.fee_schedule,
                percent_of_charge=terms.percent_of_charge,
                start=terms.period.start,
                end=terms.period.end,
            )


def _sign_ins(organizations: list[Organization]) -> int:
    password = make_password(PASSWORD)  # one slow hash for all: the password is public anyway
    every = list(sign_ins())
    users = User.objects.bulk_create(_user(one, password) for one in every)
    Membership.objects.bulk_create(
        Membership(user=user, organization=organizations[place], role=role, since=_SINCE)
        for user, one in zip(users, every, strict=True)
        for place, role in one.memberships
    )
    return len(users)


def _user(one: SignIn, password: str) -> User:
    return User(
        username=one.username,
        password=password,
        first_name=one.first_name,
        last_name=one.last_name,
        email=one.email,
        audience=audiences.audience_of(one),
        staff_role=one.staff_role,
    )


def _members(demo: World) -> Iterator[Member]:
    rng = dice(f"primary care {demo.seed}")
    doctors = {
        kind: [one.name for one in demo.practices if one.specialty.id == kind]
        for kind in ("primary_care", "pediatrics")
    }
    for person in demo.members:
        kind = "pediatrics" if person.age_on(_SINCE.date()) < 16 else "primary_care"
        chosen = rng.choice(doctors[kind])
        yield Member(
            family_id=person.member_id.family,
            person=person.member_id.person,
            last_name=person.last_name,
            first_name=person.first_name,
            birth_date=person.birth_date,
            gender=person.gender,
            relationship=person.relationship,
            address_line1=person.home.line1,
            city=person.home.city,
            state=person.home.state,
            postal_code=person.home.postal_code,
            primary_care=chosen if rng.random() < 0.8 else "",
        )


def _coverages(demo: World, members: list[Member]) -> Iterator[Coverage]:
    households: dict[str, Household] = {one.number: one for one in demo.households}
    for row, person in zip(members, demo.members, strict=True):
        alone = len(households[row.family_id].members) == 1
        yield from _of_person(row, person, Coverage.Level.SELF_ONLY if alone else Coverage.Level.FAMILY)


def _of_person(row: Member, person: Person, level: str) -> Iterator[Coverage]:
    for one in person.enrolments:
        yield Coverage(
            member=row,
            plan_id=one.plan_id,
            level=level,
            group_number=one.group.number,
            start=one.period.start,
            end=one.period.end,
        )
