from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomesConfig(AppConfig):
    name = "payerport.homes"
    label = "homes"
    verbose_name = _("Homes")
    default_auto_field = "django.db.models.BigAutoField"
