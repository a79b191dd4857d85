"""The second step of the demo's people: an app whose code the demo shows. Production neither installs nor
loads this.
"""

import base64
import hashlib
import time

from allauth.mfa.models import Authenticator

from payerport.accounts.models import Audience, User
from payerport.demo.sign_ins import sign_ins
from payerport.factors.actions import PERIOD, Kind, code_of, counters_now
from payerport.factors.sealing import owned_by, seal, unseal


def secret_of(username: str) -> str:
    """The secret of a demo person's app: as public as their password."""
    digest = hashlib.sha1(f"demo second step {username}".encode(), usedforsecurity=False).digest()
    return base64.b32encode(digest).decode()


def give_second_steps() -> None:
    """Give the demo's people an app, where they have none; members do without. In the transaction of the
    loading.
    """
    names = [one.username for one in sign_ins()]
    needing = User.objects.filter(username__in=names).exclude(audience=Audience.MEMBER)
    people = needing.exclude(authenticator__type=Kind.TOTP)
    for person in people:
        with owned_by(person.pk):
            data = {"secret": seal(secret_of(person.username)), "used": []}
        Authenticator.objects.create(user=person, type=Kind.TOTP, data=data)


def is_of_the_demo(person: User) -> bool:
    """Whether the person's app is the one that the demo gave them."""
    factor = Authenticator.objects.filter(user=person, type=Kind.TOTP).first()
    if factor is None or all(one.username != person.username for one in sign_ins()):
        return False
    with owned_by(person.pk):
        return unseal(factor.data["secret"]) == secret_of(person.username)


def code_for(person: User) -> str | None:
    """A code that is taken now; None when all of this moment were used."""
    factor = Authenticator.objects.filter(user=person, type=Kind.TOTP).first()
    if factor is None:
        return None
    used = factor.data.get("used", [])
    now = int(time.time()) // PERIOD
    free = [one for one in counters_now() if one not in used]
    # The one of the moment first, as an app shows it; it holds a while longer.
    chosen = now if now in free else next(iter(sorted(free, reverse=True)), None)
    return None if chosen is None else code_of(secret_of(person.username), chosen)
