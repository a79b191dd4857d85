"""How this plan weighs what is found in files: its own rules, as the settings name them."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from payerport.edi.payer_rules import PayerRulesError, profile_of
from plancore.x12 import Profile


def plan_profile() -> Profile:
    """The plan's profile, without rules where no file is named. Raises ImproperlyConfigured."""
    if not settings.PAYER_RULES:
        return Profile()
    try:
        return profile_of(Path(settings.PAYER_RULES))
    except (PayerRulesError, OSError) as fault:
        raise ImproperlyConfigured(f"PAYERPORT_PAYER_RULES: {fault}") from None
