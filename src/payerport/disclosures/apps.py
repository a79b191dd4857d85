from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "payerport.disclosures"
    label = "disclosures"
