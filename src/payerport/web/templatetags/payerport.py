"""Filters and tags for pages: money, dates, identifiers, status, icons and form controls."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from payerport.web import formatting
from payerport.web.statuses import Status, status_of

register = template.Library()


@register.filter
def money(cents: int | None) -> SafeString:
    """`{{ line.paid|money }}`: dollars out of cents; a dash for None (not known), which is not zero."""
    if cents is None:
        return format_html('<span class="money muted">{}</span>', "\u2014")
    sign = "money money--minus" if cents < 0 else "money"
    return format_html('<span class="{}">{}</span>', sign, formatting.money_text(cents))


@register.filter
def money_text(cents: int) -> str:
    """Dollars out of cents as plain text, for attributes and sentences."""
    return formatting.money_text(cents)


@register.filter
def day(value: date | None) -> SafeString:
    """`Mar 2, 2026` in a time element; a dash for None."""
    if value is None:
        return format_html('<span class="muted">{}</span>', "\u2014")
    return format_html(
        '<time class="moment nowrap" datetime="{}">{}</time>', value.isoformat(), formatting.day_text(value)
    )


@register.filter
def moment(value: datetime | None) -> SafeString:
    """A moment in the plan's zone; to the second on hover and in print."""
    if value is None:
        return format_html('<span class="muted">{}</span>', "\u2014")
    exact = formatting.exact_text(value)
    return format_html(
        '<time class="moment nowrap" datetime="{}" title="{}" data-exact="{}">{}</time>',
        value.isoformat(),
        exact,
        exact,
        formatting.moment_text(value),
    )


@register.filter
def utc_text(value: datetime) -> str:
    """A moment in UTC to the second, as in exports: `2026-03-02T20:04:05Z`."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def due(value: date, today: date | None = None) -> SafeString:
    """What is left until a day, in words; the day in full on hover."""
    text = formatting.due_text(value, today or timezone.localdate())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), formatting.day_text(value), text
    )


@register.filter
def member_id(value: object) -> str:
    """`123456701` as on the card: `1234567*01`."""
    return formatting.member_id_text(str(value))


@register.filter
def tax_id(value: object) -> str:
    """`123456789` with its hyphen: `12-3456789`."""
    return formatting.tax_id_text(str(value))


@register.filter
def file_size(value: int) -> str:
    """Bytes in words: `12.3 KB`."""
    return formatting.bytes_text(value)


@register.filter
def status(state: object) -> Status:
    """The word and family of a state: `<c-status :of="claim.state|status" />`. A `Status` passes through."""
    return state if isinstance(state, Status) else status_of(state)


@register.filter
def status_family(state: object) -> str:
    """The family of a state: `waiting`, `needs-you`, `done-well`, `done-with-loss` or `stopped`."""
    return status(state).family.value


@register.filter
def share(part: int, whole: int) -> int:
    """The whole percents that `part` is of `whole`, between 0 and 100, for the length of a bar."""
    return max(0, min(100, part * 100 // whole)) if whole else 0


@register.filter
def left_of(part: int, whole: int) -> int:
    """What is left of `whole` after `part`, never below zero."""
    return max(0, whole - part)


@register.filter
def initials(name: str) -> str:
    """Up to two letters for a name's badge."""
    words = [word for word in str(name).replace(".", " ").replace("_", " ").split() if word]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite. With a label it is an image that says so; without one it is decoration."""
    address = f"{static('payerport/dist/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address
    )


def _classes(widget: forms.Widget) -> str:
    """The design system's class for a kind of control."""
    if isinstance(widget, forms.Textarea):
        return "usa-textarea"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.CheckboxInput):
        return "usa-checkbox__input"
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        return "usa-select"
    return "usa-input"


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: `choices` (radios, checkboxes), `checkbox`, `file` or `control`."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "file" if isinstance(widget, forms.FileInput) else "control"


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """A form field's control with its class, tied to its hint and error by `aria-describedby`."""
    described = [
        f"{field.auto_id}_hint" if hint or field.help_text else "",
        f"{field.auto_id}_error" if field.errors else "",
    ]
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{_classes(field.field.widget)} {own}".strip()}
    # A placeholder is gone when it is needed: labels and hints say what to type.
    attrs["placeholder"] = False
    attrs["aria-describedby"] = " ".join(filter(None, described)) or False
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.simple_tag
def family_icon(family: str) -> SafeString:
    """The shape of a status family."""
    return icon(f"family-{family}")


@register.filter
def first_control(field: BoundField) -> str:
    """The id an error summary links to: the control, or the first of several."""
    return (
        field.subwidgets[0].id_for_label if kind(field) == "choices" and field.subwidgets else field.auto_id
    )


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The numbers to link: the ends and the neighbours; None stands for a gap."""
    last, now = page.paginator.num_pages, page.number
    shown = sorted({1, last, *range(max(1, now - 2), min(last, now + 2) + 1)})
    gapped: list[int | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            gapped.append(None)
        gapped.append(number)
    return gapped


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, name: str, number: int) -> str:
    """The address of a page of the same list: the filters stay, the number changes."""
    query = context["request"].GET.copy()
    query.pop("since", None)  # what a live part asks with is no filter
    query[name] = str(number)
    return f"?{query.urlencode()}"
