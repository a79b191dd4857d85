from django.urls import path

from payerport.accounts import views

app_name = "accounts"
urlpatterns = [
    path("act-for/", views.act_for, name="act_for"),
    path("account/", views.settings_page, name="settings"),
    path("account/username/", views.username, name="username"),
    path("account/password/", views.password, name="password"),
    path("help/signing-in/", views.sign_in_help, name="sign_in_help"),
]
