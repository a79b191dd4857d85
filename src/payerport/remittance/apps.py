from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemittanceConfig(AppConfig):
    name = "payerport.remittance"
    label = "remittance"
    verbose_name = _("Remittance")
    default_auto_field = "django.db.models.BigAutoField"
