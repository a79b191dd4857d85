"""Addresses of the pages that belong to no capability."""

from django.conf import settings
from django.urls import path

from payerport.web import views

app_name = "web"
urlpatterns = [
    path("help/privacy/", views.privacy, name="privacy"),
    path("help/website-security/", views.security, name="security"),
    path("help/browsers/", views.browsers, name="browsers"),
]
if not getattr(settings, "IN_PRODUCTION", True):
    urlpatterns += [
        path("_components/", views.components, name="components"),
        path("_components/live/", views.live, name="components_live"),
        path("_components/refusals/<str:code>/", views.refusal, name="components_refusal"),
    ]
