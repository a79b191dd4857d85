"""The platform as a Django app: its system checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformConfig(AppConfig):
    """Settings, health, the database's life. Owns no table."""

    name = "payerport.config"
    label = "platform"
    verbose_name = _("Platform")

    def ready(self) -> None:
        """Register the checks."""
        from payerport.config import checks  # noqa: F401
