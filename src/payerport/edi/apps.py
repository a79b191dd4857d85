from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EdiConfig(AppConfig):
    name = "payerport.edi"
    label = "edi"
    verbose_name = _("Electronic data interchange")
    default_auto_field = "django.db.models.BigAutoField"
