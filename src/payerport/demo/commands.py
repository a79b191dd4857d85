"""`payerport demo ...`: the demo plan's people, and the files their practices would send."""

import datetime as dt
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.audit.clock import plan_day
from payerport.demo import load as loading
from payerport.demo import sign_ins as people_who_sign_in
from payerport.demo.claim_files import Cover, Written, write
from payerport.demo.inquiries import inquiry as write_inquiry
from payerport.demo.practices import Practice
from payerport.demo.traffic import NobodyCoveredError, Order, Traffic
from payerport.demo.world import DEFAULT_SEED, World, dice, world
from payerport.web.refusals import BadRequest, NotFound
from plancore.kernel import MemberId

app = typer.Typer(no_args_is_help=True, help="The demo plan's people and traffic.")

_TELEPHONE = "8135550199"
_WRITTEN_AT = dt.time(8, 0)

AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="The day that counts as today (default: today in the plan's zone).",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Write here instead of to the terminal.", dir_okay=False)
]
Organization = Annotated[str, typer.Option("--organization", help="The group NPI of one practice.")]


@app.command()
def load(
    seed: Annotated[int, typer.Option(help="Another seed gives other people.", min=0)] = DEFAULT_SEED,
) -> None:
    """Publish the demo plan and enrol its people. A second call changes nothing."""
    began = time.monotonic()
    done = loading.load(seed)
    for what, number in done.counts.items():
        typer.echo(f"{what:<20}{number:>8,}")
    ending = "loaded" if done.is_new else "were there already; nothing was changed"
    typer.echo(f"The demo's people (seed {done.seed}) {ending} ({time.monotonic() - began:.1f} s)")


@app.command("sign-ins")
def sign_ins() -> None:
    """Print who can sign in to the demo, with the password."""
    for line in people_who_sign_in.lines():
        typer.echo(line)


@app.command()
def claims(  # noqa: PLR0917 - Typer passes options by name
    count: Annotated[int, typer.Option(help="How many claims.", min=1)] = 500,
    seed: Annotated[int, typer.Option(help="Another seed gives other claims.", min=0)] = 1,
    out: Out = None,
    organization: Organization = "",
    every: Annotated[
        bool, typer.Option("--all", help="Of all practices (so it is without a practice).")
    ] = False,
    bad: Annotated[float, typer.Option(help="The share that is wrong on purpose.", min=0, max=1)] = 0.06,
    as_of: AsOf = None,
) -> None:
    """Write an 837P file of the demo practices' claims.

    The same people, seed, count, share, practices and day give the same bytes. Services lie 3 to 77 days
    before the day. Without --out the file goes to the terminal, and only the file.
    """
    if organization and every:
        raise BadRequest(_("Name one practice, or all of them."))
    today = _day(as_of)
    people = _people()
    chosen = (_practice(people, organization),) if organization else people.practices
    order = Order(
        count=count,
        seed=seed,
        as_of=today,
        bad=round(bad * 10_000),
        practices=chosen,
        payer_id=settings.PAYER_ID,
        payer_name=settings.PLAN_NAME.upper(),
    )
    cover = _cover(today, f"claims {seed} {count} {organization}", chosen[0] if organization else None)
    counts = Written()
    began = time.monotonic()
    try:
        _put(out, write(Traffic(people, loading.prices(today), order).by_practice(), cover, counts))
    except NobodyCoveredError:
        raise BadRequest(_("No demo member is covered in the weeks before that day.")) from None
    _summarize(counts, time.monotonic() - began, out)


@app.command()
def inquiry(
    member: Annotated[
        str, typer.Option("--member-id", help="A member id, such as 1234567*01.")
    ] = "1234567*01",
    organization: Organization = "",
    out: Out = None,
    as_of: AsOf = None,
) -> None:
    """Write a 270 file that asks for one demo member's coverage."""
    people = _people()
    wanted = MemberId.parse(member)
    person = next((one for one in people.members if one.member_id == wanted), None)
    if person is None:
        raise NotFound(_("No demo member has this id."))
    practice = _practice(people, organization) if organization else people.practices[0]
    today = _day(as_of)
    _put(out, [write_inquiry(practice, person, _cover(today, f"inquiry {wanted}", practice), today)])


def _people() -> World:
    """The people who are enrolled; before `demo load`, those that it would enrol."""
    seed = loading.loaded_seed()
    return world(DEFAULT_SEED if seed is None else seed)


def _practice(people: World, npi: str) -> Practice:
    found = next((one for one in people.practices if one.npi == npi), None)
    if found is None:
        raise NotFound(_("No demo practice has this NPI."), instead=_("Try 2000001000."))
    return found


def _day(as_of: dt.datetime | None) -> dt.date:
    return as_of.date() if as_of else plan_day(timezone.now())


def _cover(today: dt.date, what: str, sender: Practice | None) -> Cover:
    """From one practice itself, or from a clearinghouse for all; what it is gives the control number."""
    return Cover(
        sender_id=sender.tax_id if sender else "DEMOCLEARING",
        sender_name=sender.name.upper() if sender else "EXAMPLE CLEARINGHOUSE",
        telephone=sender.telephone if sender else _TELEPHONE,
        receiver_id=settings.PAYER_ID,
        receiver_name=settings.PLAN_NAME.upper(),
        at=dt.datetime.combine(today, _WRITTEN_AT, dt.UTC),
        control_number=dice(f"{what} {today.isoformat()}").randint(1, 999_999_999),
    )


def _put(out: Path | None, chunks: Iterable[bytes] | Iterator[bytes]) -> None:
    if out is None:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    with out.open("wb") as file:
        file.writelines(chunks)


def _summarize(counts: Written, seconds: float, out: Path | None) -> None:
    """What was written, on the error stream: the file may be going to the other one."""
    wrong = sum(counts.wrong.values())
    where = f" to {out}" if out else ""
    typer.echo(
        f"Wrote {counts.claims:,} claims in {counts.sets:,} transaction sets{where}"
        f" ({counts.size / 1_000_000:.1f} MB, {seconds:.1f} s); {wrong:,} wrong on purpose:",
        err=True,
    )
    for what, number in sorted(counts.wrong.items()):
        typer.echo(f"  {what:<40}{number:>8,}", err=True)
