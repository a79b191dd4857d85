"""Parts of a case that only some claims have: stays, teeth, clinicians, authorizations. Read from the case's
data as docs/reference/plan-cases.md says."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from plancore.claims import Authorization, ClaimForm
from plancore.claims.types import Dental, Provider, Tooth
from plancore.kernel import Period, npi_from

EVER = Period(dt.date(2020, 1, 1))


def npi_of(name: str) -> str:
    """An NPI of its own for each provider named in a case."""
    return npi_from(f"1555{sum(name.encode()) % 100_000:05d}")


def period_of(given: Mapping[str, Any] | None) -> Period:
    """`{from, to}`, both optional."""
    if given is None:
        return EVER
    start = dt.date.fromisoformat(str(given["from"])) if "from" in given else EVER.start
    return Period(start, dt.date.fromisoformat(str(given["to"])) if "to" in given else None)


def authorizations_of(data: Mapping[str, Any]) -> tuple[Authorization, ...]:
    """What the plan approved: the case's `authorizations` and `referrals`."""
    return tuple(
        _authorization(one, kind)
        for kind in ("authorization", "referral")
        for one in data.get(f"{kind}s", [])
    )


def _authorization(given: Mapping[str, Any], kind: str) -> Authorization:
    return Authorization(
        number=str(given["number"]),
        person=str(given.get("person", "01")),
        period=period_of(given),
        kind=kind,
        procedures=tuple((str(one), str(one)) for one in given.get("codes", [])),
        categories=frozenset(given.get("categories", [])),
        diagnoses=tuple(str(one).replace(".", "") for one in given.get("diagnoses", [])),
        units=given.get("units"),
        billing_npi=npi_of(given["provider"]) if "provider" in given else "",
        rendering_npi=npi_of(given["rendering"]) if "rendering" in given else "",
        facility_npi=npi_of(given["facility"]) if "facility" in given else "",
    )


def provider_of(data: Mapping[str, Any], name: str) -> Provider | None:
    """A provider the claim or line names under `name`, by a name that stands for an NPI."""
    return Provider(npi=npi_of(str(data[name]))) if name in data else None


def practitioners_of(given: Mapping[str, Any]) -> dict[str, str]:
    """The practice's clinicians by NPI: `clinicians: {Name: taxonomy}`."""
    return {npi_of(name): str(taxonomy) for name, taxonomy in given.get("clinicians", {}).items()}


def roster_of(given: Mapping[str, Any]) -> dict[str, tuple[Period, ...]]:
    """When clinicians were with the practice: `roster: {Name: {from, to}}`."""
    return {npi_of(name): (period_of(one),) for name, one in given.get("roster", {}).items()}


def dental_of(form: ClaimForm) -> Dental | None:
    """The dental part of a dental claim."""
    return Dental() if form is ClaimForm.DENTAL else None


def teeth_of(row: Mapping[str, Any]) -> tuple[Tooth, ...]:
    """`teeth: {14: MOD}`; a tooth without surfaces has an empty text."""
    return tuple(
        Tooth(number=str(number), surfaces=tuple(str(on))) for number, on in row.get("teeth", {}).items()
    )
