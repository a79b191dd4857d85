"""Providers and places in their loops, whole: name, address, specialty, numbers, contacts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plancore.claims.people import Address, Contact, Party, Reference
from plancore.exchange.claim_value import address_in, field_at, provider_of, words_at
from plancore.x12.events import Row

PLAN_ID_KINDS = ("PI", "XV")
"""Kinds of a plan's number; a party that is a plan has it as its first reference."""


def reference_of(elements: list[str], component: str = ":") -> Reference:
    """A number out of its REF. A payer it belongs to stands in REF04."""
    payer = field_at(elements, 4)
    return Reference(
        kind=field_at(elements, 1), value=words_at(elements, 2), payer=payer.partition(component)[2]
    )


def references_of(rows: Iterable[Row], component: str = ":") -> tuple[Reference, ...]:
    """All numbers among these rows."""
    return tuple(reference_of(elements, component) for _, elements in rows if elements[0] == "REF")


def contacts_of(rows: Iterable[Row]) -> tuple[Contact, ...]:
    """All contacts among these rows."""
    return tuple(contact_of(elements) for _, elements in rows if elements[0] == "PER")


def contact_of(elements: list[str]) -> Contact:
    """A contact out of its PER."""
    return Contact(
        name=words_at(elements, 2),
        numbers=tuple(
            (elements[at], words_at(elements, at + 1)) for at in (3, 5, 7) if field_at(elements, at)
        ),
    )


def address_of(rows: list[Row]) -> Address:
    """The address among the rows of one loop."""
    loop = rows[0][0].partition("/")[0] if rows else ""
    return address_in(dict(rows), loop)


def party_of(rows: list[Row], loop: str, component: str = ":") -> Party:
    """A party out of the rows of its loop; the first is its NM1."""
    name = rows[0][1]
    by_name = {elements[0]: elements for _, elements in rows}
    references = references_of(rows, component)
    tax = next((one.value for one in references if one.kind == "EI"), "")
    if field_at(name, 8) in PLAN_ID_KINDS:
        references = (Reference(kind=name[8], value=field_at(name, 9)), *references)
    provider = provider_of(name, field_at(by_name.get("PRV", []), 3), tax, address_in(dict(rows), loop))
    entity = "1" if field_at(name, 2) == "1" and not provider.first_name else provider.entity
    return Party(
        role=field_at(name, 1),
        provider=replace(
            provider,
            references=tuple(one for one in references if one.kind != "EI"),
            contacts=contacts_of(rows),
            entity=entity,
        ),
    )


def parties_in(rows: list[Row], prefix: str, component: str = ":") -> Iterator[Party]:
    """The parties of all loops whose id begins so, in order."""
    group: list[Row] = []
    for row in rows:
        if not row[0].startswith(prefix):
            continue
        if row[1][0] == "NM1" and group:
            yield party_of(group, group[0][0].partition("/")[0], component)
            group = []
        group.append(row)
    if group:
        yield party_of(group, group[0][0].partition("/")[0], component)
