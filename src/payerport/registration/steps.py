"""Facts, then the code of the mail, then the account: the steps that registering and getting back in share.

A stranger sees what everybody sees, until a code is right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from payerport.accounts.forms import sent
from payerport.audit.actor import Actor
from payerport.onetime.actions import Outcome, send_again
from payerport.onetime.models import Purpose
from payerport.registration.forms import CodeForm
from payerport.registration.models import AttemptBase
from payerport.registration.throttle import count_a_try
from payerport.web.refusals import NotFound

A = TypeVar("A", bound=AttemptBase)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts; somebody who is not signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@dataclass(frozen=True, slots=True)
class Steps(Generic[A]):
    """The way through, for one package of pages."""

    name: str
    """The pages' namespace, the folder of their templates, and the session's key for the attempt's number."""
    purpose: Purpose
    attempt_of: Callable[[str | None], A]
    """The attempt of that number. Raises `NotFound` when it is over or was never begun."""
    check: Callable[[Actor, A, str], Outcome]
    """Check what was typed; sets `proved_at` when it opens the last step."""

    def facts(
        self, request: HttpRequest, form: forms.Form, template: str, begin: Callable[[], A]
    ) -> HttpResponse:
        """Show the form, or begin and go on to the code: for everybody alike."""
        if form.is_bound and form.is_valid():
            count_a_try(request)
            request.session[self.name] = str(begin().pk)
            return redirect(f"{self.name}:code")
        return render(request, template, {"form": form}, status=422 if form.is_bound else 200)

    def attempt(self, request: HttpRequest) -> A | None:
        """The attempt of this session; None when there is none, or its time is over."""
        try:
            return self.attempt_of(request.session.get(self.name))
        except NotFound:
            return None

    def end(self, request: HttpRequest) -> None:
        """Forget the attempt, which is done."""
        request.session.pop(self.name, None)

    def from_the_start(self, request: HttpRequest) -> HttpResponse:
        """Back to the first page, with the reason."""
        messages.info(request, _("Begin again, please: what was begun is over."))
        return redirect(f"{self.name}:start")

    def code(self, request: HttpRequest) -> HttpResponse:
        """The code that was mailed, if the facts fit; the page is the same if they don't."""
        attempt = self.attempt(request)
        if attempt is None:
            return self.from_the_start(request)
        if attempt.proved_at is not None:
            return redirect(f"{self.name}:account")
        form = CodeForm(sent(request))
        is_over = False
        if form.is_bound and form.is_valid():
            outcome = self.check(actor_of(request), attempt, form.cleaned_data["code"])
            if outcome is Outcome.RIGHT and attempt.proved_at is not None:
                return redirect(f"{self.name}:account")
            is_over = outcome is Outcome.OVER
            form.add_error("code", _over() if is_over else _wrong())
        context = {"form": form, "is_over": is_over, "kind": attempt.kind}
        return render(request, f"{self.name}/code.html", context, status=422 if form.is_bound else 200)

    def code_again(self, request: HttpRequest) -> HttpResponse:
        """Send the code once more; what is said is the same when it is too soon, or there is none to send."""
        attempt = self.attempt(request)
        if attempt is None:
            return self.from_the_start(request)
        send_again(actor_of(request), attempt.code_id, self.purpose)
        messages.info(
            request,
            _("If a code can be sent, it is on its way. It is sent once a minute, three times at most."),
        )
        return redirect(f"{self.name}:code")


def _wrong() -> forms.ValidationError:
    return forms.ValidationError(
        _("This is not the code of our last mail. Check its eight digits and type them again."), code="wrong"
    )


def _over() -> forms.ValidationError:
    return forms.ValidationError(
        _("This code can't be used any more. Begin again, and we send another one."), code="over"
    )
