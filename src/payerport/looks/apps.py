from django.apps import AppConfig


class LooksConfig(AppConfig):
    name = "payerport.looks"
    label = "looks"
