from django.urls import path

from payerport.factors import confirm_views, views

app_name = "factors"
urlpatterns = [
    path("account/second-step/", views.listing, name="list"),
    path("account/second-step/start/", views.start, name="start"),
    path("account/second-step/app/", views.app_page, name="app"),
    path("account/second-step/passkey/", views.passkey, name="passkey"),
    path("account/second-step/passkey/options/", views.passkey_options, name="passkey_options"),
    path("account/second-step/codes/", views.codes, name="codes"),
    path("account/second-step/codes/file/", views.codes_file, name="codes_file"),
    path("account/second-step/<int:pk>/remove/", views.remove, name="remove"),
    path("account/confirm/", confirm_views.confirm, name="confirm"),
    path("account/confirm/passkey/", confirm_views.confirm_passkey, name="confirm_passkey"),
]
