"""What the tests of registering share: facts as typed, the code as mailed, the steps."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.audit.lock import as_core
from payerport.members.models import Member
from payerport.onetime import tasks as onetime_tasks
from payerport.onetime.models import Code
from payerport.providers.models import Provider
from payerport.registration import tasks
from payerport.registration.models import Attempt

MAIL = "alice@example.org"
PASSWORD = "Quay-lantern-8"


def member_facts(of: Member, **other: Any) -> dict[str, str]:
    """What the member types in the first step."""
    return {
        "member_id": str(of.member_id),
        "first_name": of.first_name,
        "last_name": of.last_name,
        "birth_date": f"{of.birth_date:%m/%d/%Y}",
        "email": MAIL,
    } | other


def person_facts(of: Provider, **other: str) -> dict[str, str]:
    """What a clinician types in the first step."""
    with as_core():
        tax_id = of.proof.tax_id
    return {
        "provider_id": of.plan_number or "",
        "tax_id": tax_id,
        "birth_date": "4/9/1975",
        "email": MAIL,
    } | other


def group_facts(of: Organization, **other: str) -> dict[str, str]:
    """What who is to administer a practice types in the first step."""
    return {
        "provider_id": make.billing_provider(of).plan_number or "",
        "tax_id": of.tax_id,
        "first_name": "Nora",
        "last_name": "Fableleaf",
        "birth_date": "1/2/1970",
        "email": MAIL,
    } | other


def clinician_of(organization: Organization) -> Provider:
    """The practice's one clinician."""
    return Provider.objects.get(organization=organization, kind=Provider.Kind.INDIVIDUAL)


def run_jobs() -> list[Any]:
    """Do what the worker would do after the first step; the mails that went out."""
    before = len(mail.outbox)
    with as_core():
        codes = list(Code.objects.values_list("pk", "sendings"))
        attempts = list(Attempt.objects.values_list("pk", flat=True))
    for pk, sending in codes:
        onetime_tasks.send_code(str(pk), sending)
    for attempt in attempts:
        tasks.tell(str(attempt))
    return mail.outbox[before:]


def mailed_code() -> str:
    """The code in the newest mail."""
    letters = run_jobs()
    assert letters, "no mail went out"
    found = re.search(r"[0-9]{4} [0-9]{4}", letters[-1].body)
    assert found, letters[-1].body
    return found[0]


def at_account(client: Client, path: str, facts: dict[str, str]) -> Any:
    """Through the first two steps, to the page with username and password."""
    assert client.post(path, facts).status_code == 302
    answer = client.post("/register/code/", {"code": mailed_code()})
    assert answer.headers["Location"] == "/register/account/"
    return client.get("/register/account/")


def shown(answer: Any) -> str:
    """The page as a person sees it: without the request's own number and form token."""
    page = answer.content.decode().replace(answer.headers.get("X-Request-ID", "-"), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
