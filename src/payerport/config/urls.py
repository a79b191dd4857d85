"""The portal's addresses: one include for each app; the app's own `urls.py` has the rest."""

from importlib.util import find_spec

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import URLPattern, URLResolver, include, path

from payerport.recovery.legacy_views import SignInView

handler400 = "payerport.web.errors.bad_request"
handler403 = "payerport.web.errors.not_allowed"
handler404 = "payerport.web.errors.not_found"
handler500 = "payerport.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", include("payerport.config.health")),
    path("sign-in/second-step/", mfa_views.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/", SignInView.as_view(), name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
]
urlpatterns += [
    path("", include(f"payerport.{app}.urls"))
    for app in (
        "accounts",
        "organizations",
        "factors",
        "registration",
        "recovery",
        "support",
        "edi",
        "claims",
        "eligibility",
        "plans",
        "remittance",
        "restricted",
        "disclosures",
        "security",
        "looks",
        "homes",
        "web",
    )
    if find_spec(f"payerport.{app}.urls")
]
