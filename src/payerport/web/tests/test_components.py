"""Components and filters, rendered as a page would."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils.functional import Promise
from django_cotton.compiler_regex import CottonCompiler

from payerport.web.statuses import STATUSES, Family, Status, status_of
from payerport.web.templatetags.payerport import initials, left_of, page_numbers, share
from plancore.claims.states import ClaimState


def rendered(source: str, **context: object) -> str:
    compiled = CottonCompiler().process("{% load i18n payerport %}" + source)
    template = engines["django"].from_string(compiled)
    return re.sub(r"\s+", " ", template.render({"request": RequestFactory().get("/"), **context}))


class SampleForm(forms.Form):
    member = forms.CharField(label="Member id", help_text="All digits")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(
        label="Kind", widget=forms.RadioSelect, choices=[("1", "New"), ("7", "Correction")]
    )
    sure = forms.BooleanField(label="Sure", required=False)


def test_it_writes_money_and_never_takes_unknown_for_zero() -> None:
    assert "$1,234.56" in rendered("{{ cents|money }}", cents=123456)
    assert "—" in rendered("{{ cents|money }}", cents=None)
    assert "$0.00" in rendered("{{ cents|money }}", cents=0)


def test_it_gives_a_moment_to_the_second_on_hover_and_in_print() -> None:
    html = rendered("<c-moment :value='at' />", at=datetime(2026, 3, 2, 20, 4, 5, tzinfo=UTC))
    assert 'datetime="2026-03-02T20:04:05+00:00"' in html
    assert 'title="Mar 2, 2026, 15:04:05 EST"' in html
    assert 'data-exact="Mar 2, 2026, 15:04:05 EST"' in html


def test_it_shows_a_status_as_word_shape_and_colour() -> None:
    html = rendered("<c-status :of=\"'denied'\" />")
    assert "Denied" in html
    assert "icons.svg#family-done-with-loss" in html
    assert 'class="status family-done-with-loss"' in html


def test_it_has_a_word_and_a_family_for_every_state_of_a_claim() -> None:
    for state in ClaimState:
        found = status_of(state)
        assert isinstance(found.word, str | Promise)
        assert found.family in Family


def test_it_does_not_show_a_state_that_nobody_put_into_words() -> None:
    with pytest.raises(KeyError):
        status_of("unheard-of")


def test_it_uses_each_of_the_five_families() -> None:
    assert {status.family for status in STATUSES.values()} == set(Family)


def test_it_lets_an_app_bring_a_status_of_its_own() -> None:
    html = rendered("<c-status :of='it' />", it=Status("Half-way", Family.WAITING))
    assert "Half-way" in html and "family-waiting" in html


def test_it_ties_hint_and_error_to_their_control() -> None:
    form = SampleForm({"kind": "1"})
    html = rendered("<c-field :field='form.member' />", form=form)
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    for name in described.group(1).split():
        assert f'id="{name}"' in html
    assert 'aria-invalid="true"' in html
    assert re.search(r'<label[^>]*for="id_member"', html) and 'id="id_member"' in html


def test_it_describes_a_control_by_nothing_when_there_is_nothing() -> None:
    html = rendered("<c-field :field='form.note' />", form=SampleForm())
    assert "aria-describedby" not in html
    assert "(optional)" in html


def test_it_puts_choices_into_a_fieldset_with_a_legend() -> None:
    html = rendered("<c-field :field='form.kind' />", form=SampleForm())
    assert "<fieldset" in html and "<legend" in html
    assert html.count('type="radio"') == 2


def test_it_links_each_error_of_the_summary_to_its_field() -> None:
    form = SampleForm({})
    html = rendered(
        "<c-error-summary :form='form' /><c-field :field='form.member' /><c-field :field='form.kind' />",
        form=form,
    )
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets == ["id_member", "id_kind_0"]
    for target in targets:
        assert f'id="{target}"' in html
    assert "2 things need another look" in html


def test_it_shows_no_summary_on_a_form_that_is_new() -> None:
    assert "usa-alert" not in rendered("<c-error-summary :form='form' />", form=SampleForm())


def test_it_keeps_what_was_typed_and_makes_it_harmless() -> None:
    html = rendered("<c-field :field='form.note' />", form=SampleForm({"note": '"><script>x</script>'}))
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_it_makes_text_given_to_a_component_harmless() -> None:
    html = rendered(
        '<c-code code="{{ bad }}" words="{{ bad }}" /><c-id value="{{ bad }}" />'
        '<c-alert title="{{ bad }}">x</c-alert>',
        bad="<script>x</script>",
    )
    assert "<script>" not in html


def test_it_copies_a_member_id_as_digits_and_shows_it_as_on_the_card() -> None:
    html = rendered('<c-id value="{{ id|member_id }}" copy="{{ id }}" what="member id" />', id="123456701")
    assert "1234567*01" in html and 'data-copy="123456701"' in html and 'aria-label="Copy member id"' in html


def test_it_says_the_numbers_of_a_limit_beside_its_bar() -> None:
    html = rendered('<c-meter label="Deductible" :used="65000" :limit="150000" />')
    for text in (
        "$850.00</span> left",
        "$650.00</span> used",
        'of <span class="money">$1,500.00',
        'width="43"',
    ):
        assert text in html
    assert "style=" not in html


def test_it_never_draws_a_bar_beyond_its_track() -> None:
    assert (share(700, 500), share(0, 500), share(1, 0)) == (100, 0, 0)
    assert left_of(700, 500) == 0


def test_it_keeps_the_filters_when_turning_pages() -> None:
    page = Paginator(range(100), 10).page(2)
    template = Template("{% load payerport %}{% page_address 'page' 3 %}")
    context = Context({"request": RequestFactory().get("/?state=paid&page=2"), "page": page})
    assert template.render(context) == "?state=paid&amp;page=3"


def test_it_links_the_ends_and_the_neighbours_of_a_page() -> None:
    pages = Paginator(range(200), 10)
    assert page_numbers(pages.page(10)) == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert page_numbers(pages.page(1)) == [1, 2, 3, None, 20]


def test_it_shortens_a_name_to_its_initials() -> None:
    assert [initials(name) for name in ("Sample Biller", "biller1", "Ana de la Prueba")] == ["SB", "B", "AP"]


def test_it_says_due_in_words() -> None:
    html = rendered("<c-due :on='on' :today='today' />", on=date(2026, 3, 5), today=date(2026, 3, 2))
    assert "due in 3 days, Mar 5" in html and 'title="Mar 5, 2026"' in html
