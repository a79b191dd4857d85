from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "payerport.organizations"
    label = "organizations"
