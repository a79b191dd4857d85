from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactorsConfig(AppConfig):
    name = "payerport.factors"
    label = "factors"
    verbose_name = _("Second factors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from payerport.factors import signals  # noqa: F401 -- connects them
