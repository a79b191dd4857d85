"""Pages about plans: the published ones, and what one covers in a benefit year, out of the terms that decide
claims. They hold nothing about people.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import CHECK_ELIGIBILITY
from payerport.audit.clock import plan_day
from payerport.audit.lock import as_core
from payerport.plans import store
from payerport.web.refusals import NotFound
from plancore.benefits.design import PlanDesign, Terms
from plancore.benefits.summary import summary


@require_GET
@needs(CHECK_ELIGIBILITY)
def plans(request: ActorRequest) -> HttpResponse:
    """The published plans with their benefit years, newest first."""
    rows = [(design, sorted({terms.year for terms in design.terms}, reverse=True)) for design in _published()]
    return render(request, "plans/list.html", {"plans": rows})


@require_GET
@needs(CHECK_ELIGIBILITY)
def benefits(request: ActorRequest, plan_id: str, year: int) -> HttpResponse:
    """What a plan covers in a benefit year, as its terms stand today; of another year, as they ended or
    begin.
    """
    design = next((one for one in _published() if one.plan_id == plan_id), None)
    of_year = [terms for terms in design.terms if terms.year == year] if design else []
    if design is None or not of_year:
        raise NotFound
    terms = _now(of_year)
    context = {"plan": design, "terms": terms, "summary": summary(terms), "parts": of_year}
    return render(request, "plans/benefits.html", context)


def _published() -> list[PlanDesign]:
    with as_core():
        return [design for _, design in sorted(store.designs().items())]


def _now(of_year: list[Terms]) -> Terms:
    day = plan_day(timezone.now())
    if day < of_year[0].period.start:
        return of_year[0]
    return next((terms for terms in of_year if day in terms.period), of_year[-1])
