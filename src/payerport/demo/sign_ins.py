"""Who can sign in to the demo. The one password is public: production neither installs nor loads this."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from payerport.demo.practices import leading_names

PASSWORD: Final = "Harbor-demo-2026"  # noqa: S105 - printed by `make run`


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A demo user: username of five to ten characters, and (practice by place, role) for each membership."""

    username: str
    first_name: str
    last_name: str
    what: str
    memberships: tuple[tuple[int, str], ...] = ()
    staff_role: str = ""
    person: str = ""
    """The two digits of a member of the showcase family; then the name is that member's."""
    at: str = ""
    """`facility`, `employer` or `broker`: one of the demo's of that kind, in the role `at_role`."""
    at_role: str = ""

    @property
    def email(self) -> str:
        """An address that can never be anyone's (RFC 2606)."""
        return f"{self.username}@example.org"


def sign_ins() -> Iterator[SignIn]:
    """Front desk, biller, administrator of the leading two practices; one person in both; one of the plan."""
    people = (("Fern", "Mockhaven", "Basil", "Draftgrove", "Ada", "Modellake"),
              ("Ivy", "Trialstone", "Hugo", "Paperford", "Nora", "Fableleaf"))  # fmt: skip
    for place, (desk, desk_last, biller, biller_last, head, head_last) in enumerate(people):
        number = place + 1
        yield SignIn(
            username=f"frontdesk{number}",
            first_name=desk,
            last_name=desk_last,
            what="front desk",
            memberships=((place, "front_desk"),),
        )
        yield SignIn(
            username=f"biller{number}",
            first_name=biller,
            last_name=biller_last,
            what="biller",
            memberships=((place, "biller"),),
        )
        yield SignIn(
            username=f"admin{number}",
            first_name=head,
            last_name=head_last,
            what="administrator",
            memberships=((place, "administrator"),),
        )
    yield SignIn(
        username="floater1",
        first_name="Opal",
        last_name="Protomarsh",
        what="front desk and biller",
        memberships=((0, "front_desk"), (1, "biller")),
    )
    for username, first, last, what, role in (
        ("clinical1", "Mira", "Tallowfield", "clinical", "clinical"),
        ("director1", "Edgar", "Quillmere", "medical director", "medical_director"),
        ("readonly1", "June", "Sketchley", "read-only", "read_only"),
    ):
        yield SignIn(username=username, first_name=first, last_name=last, what=what, memberships=((0, role),))
    for username, what, person in (
        ("member1", "member, with spouse and children", "01"),
        ("member2", "the spouse", "02"),
    ):
        yield SignIn(username=username, first_name="", last_name="", what=what, person=person)
    for username, first, last, what, at, role in (
        ("facility1", "Hazel", "Wardcombe", "administrator of a facility", "facility", "administrator"),
        (
            "employer1",
            "Otto",
            "Ledgerfield",
            "benefits of an employer",
            "employer",
            "benefits_admin",
        ),
        ("broker1", "Iris", "Counselby", "broker of three groups", "broker", "agency_admin"),
    ):
        yield SignIn(username=username, first_name=first, last_name=last, what=what, at=at, at_role=role)
    yield SignIn(
        username="planstaff",
        first_name="Silas",
        last_name="Demobrook",
        what="plan operations",
        staff_role="operations",
    )
    yield SignIn(
        username="security1",
        first_name="Vera",
        last_name="Samplewood",
        what="plan security",
        staff_role="security",
    )
    for number, first, last in ((1, "Tess", "Helpworth"), (2, "Otis", "Aidmoor")):
        yield SignIn(
            username=f"support{number}",
            first_name=first,
            last_name=last,
            what="plan support",
            staff_role="support",
        )


def lines() -> Iterator[str]:
    """What `make run` prints: usernames and password in columns."""
    titles = leading_names()
    for one in sign_ins():
        where = " and ".join(titles[place] for place, _ in one.memberships) or (
            "the plan" if one.staff_role else ""
        )
        yield f"{one.username:<10}  {PASSWORD}  {', '.join(filter(None, (one.what, where)))}"
