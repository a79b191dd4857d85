"""Who stands on a claim or in an enrolment: addresses, providers, persons, as named there."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; `postal_code` is five or nine digits without a hyphen in the United States.
    `country` and `subdivision` are empty at home."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A number somebody gave: `kind` is the X12 reference qualifier (EA medical record, SY social security,
    G2 the payer's number of a provider). `payer` is the other payer it belongs to, if one."""

    kind: str
    value: str
    payer: str = ""
    text: str = ""
    """What it is called, in the sender's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to reach: (kind, number) pairs, kind TE telephone, EM e-mail, FX fax, EX extension, HP home,
    CP cell phone, WP work."""

    name: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider as named on the claim. `tax_id` has digits only. An organization has no first name."""

    npi: str = ""
    tax_id: str = ""
    last_or_organization_name: str = ""
    first_name: str = ""
    taxonomy: str = ""
    address: Address = Address()
    middle_name: str = ""
    suffix: str = ""
    entity: str = ""
    """1 person, 2 organization; empty: a person when it has a first name."""
    tax_id_kind: str = "EI"
    """EI employer's number, SY social security number."""
    references: tuple[Reference, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as named on the claim. `gender` is M, F or U; `member_id` is as sent (may be unknown to the
    plan). `weight` is in pounds."""

    member_id: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    birth_date: dt.date | None = None
    gender: str = ""
    address: Address = Address()
    entity: str = "1"
    """2 when the subscriber is an organization (an employer, in workers' compensation)."""
    member_id_kind: str = "MI"
    """MI member number, II unique health identifier."""
    references: tuple[Reference, ...] = ()
    contacts: tuple[Contact, ...] = ()
    died_on: dt.date | None = None
    weight: Decimal | None = None
    is_pregnant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A provider or place in a role that no field names: `role` is the X12 entity code
    (DQ supervising, DK ordering, QB purchased service, PW and 45 where an ambulance trip began and ended,
    PE the plan to be paid)."""

    role: str
    provider: Provider


NOWHERE = Address()
NOBODY = Person()

__all__ = ["NOBODY", "NOWHERE", "Address", "Contact", "Party", "Person", "Provider", "Reference"]
