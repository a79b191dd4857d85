from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EdiConfig(AppConfig):
    name = "payerport.edi"
    label = "edi"
    verbose_name = _("Electronic data interchange")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the payer's own rules. Raises ImproperlyConfigured for a file that is not whole."""
        from payerport.edi.profile import plan_profile

        plan_profile()
