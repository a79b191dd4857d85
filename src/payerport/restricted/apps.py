from django.apps import AppConfig


class RestrictedConfig(AppConfig):
    name = "payerport.restricted"
    label = "restricted"
