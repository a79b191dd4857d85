"""Who acts: a person for an organization, the plan's staff, or the payer core itself."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

CORE: Final = "core"
"""The role of the plan's own processes."""


class Reader(StrEnum):
    """Whose rows may be read: what PostgreSQL's row-level security is told (see `lock`)."""

    NOBODY = ""
    ORGANIZATION = "org"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The part of an organization that somebody is limited to: claims of these places (NPIs) or billed under
    these Tax IDs, and payments to these payees (NPIs). Of files and inquiries: their own."""

    npis: frozenset[str] = frozenset()
    tax_numbers: frozenset[str] = frozenset()
    payees: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The one on whose behalf something is done. Every query that leaves an app names its actor.

    `permissions` are those of `accounts.roles`; `request_id` ties log lines and audit rows together;
    `address` is the network address the request came from.
    """

    reader: Reader
    user_id: int | None = None
    organization_id: int | None = None
    role: str = ""
    permissions: frozenset[str] = frozenset()
    process: str = ""
    """The name of the process that acts when no person does: `worker`, `command`."""
    request_id: str = ""
    address: str | None = None
    limits: Limits | None = None
    """None: the whole organization."""
    through: int | None = None
    """The person's own organization, where it bills by delegation for the one acted for."""

    def may(self, permission: str) -> bool:
        """True when this actor's role grants `permission`; the payer core itself may all."""
        return self.role == CORE or permission in self.permissions

    def within(self, request_id: str) -> "Actor":
        """The same actor, acting within the named request or job."""
        return replace(self, request_id=request_id)


NOBODY = Actor(reader=Reader.NOBODY)


def core(process: str) -> Actor:
    """The payer core acting by itself (a worker's job, an operator's command): reads the whole plan."""
    return Actor(reader=Reader.PLAN, process=process, role=CORE)
