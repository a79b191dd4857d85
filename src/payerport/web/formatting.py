"""How money, dates, moments and identifiers are written on pages, in the active language and time zone."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUS = "\u2212"
DAY = "M j, Y"
DAY_OF_THIS_YEAR = "M j"
MOMENT = "M j, Y, g:i\u00a0A"
EXACT = "M j, Y, H:i:s T"


def money_text(cents: int) -> str:
    """Cents as grouped dollars: `123456` gives `$1,234.56`; below zero a minus sign leads."""
    amount = formats.number_format(Decimal(abs(cents)).scaleb(-2), decimal_pos=2, force_grouping=True)
    return f"{MINUS if cents < 0 else ''}${amount}"


def day_text(day: date) -> str:
    """`Mar 2, 2026`, in the active language."""
    return formats.date_format(day, DAY)


def moment_text(moment: datetime) -> str:
    """`Mar 2, 2026, 3:04 PM` in the plan's zone. The moment must be aware."""
    return formats.date_format(timezone.localtime(moment), MOMENT)


def exact_text(moment: datetime) -> str:
    """The moment to the second with its zone, for hover and print: `Mar 2, 2026, 15:04:05 EST`."""
    return formats.date_format(timezone.localtime(moment), EXACT)


def due_text(due: date, today: date) -> str:
    """What is left, with the day: `due today`, `due in 3 days, Mar 5`, `2 days late, was due Mar 1`."""
    left = (due - today).days
    day = formats.date_format(due, DAY_OF_THIS_YEAR if due.year == today.year else DAY)
    if left == 0:
        return _("due today")
    if left == 1:
        return _("due tomorrow, %(day)s") % {"day": day}
    if left > 0:
        return ngettext("due in %(left)d day, %(day)s", "due in %(left)d days, %(day)s", left) % {
            "left": left,
            "day": day,
        }
    return ngettext("%(late)d day late, was due %(day)s", "%(late)d days late, was due %(day)s", -left) % {
        "late": -left,
        "day": day,
    }


def member_id_text(member_id: str) -> str:
    """A member id as on the card: `123456701` gives `1234567*01`. Anything else is shown as it is."""
    digits = str(member_id)
    return f"{digits[:7]}*{digits[7:]}" if len(digits) == 9 and digits.isdecimal() else digits


def tax_id_text(tax_id: str) -> str:
    """A Tax ID with its hyphen: `123456789` gives `12-3456789`. Anything else is shown as it is."""
    digits = str(tax_id)
    return f"{digits[:2]}-{digits[2:]}" if len(digits) == 9 and digits.isdecimal() else digits


def bytes_text(size: int) -> str:
    """A file's size: `512 bytes`, `12.3 KB`, `4.0 MB`."""
    if size < 1024:
        return ngettext("%(size)d byte", "%(size)d bytes", size) % {"size": size}
    kilobytes = Decimal(size) / 1024
    number, unit = (kilobytes, "KB") if kilobytes < 1024 else (kilobytes / 1024, "MB")
    rounded = number.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{formats.number_format(rounded, decimal_pos=1)} {unit}"
