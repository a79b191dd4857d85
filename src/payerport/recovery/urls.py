from django.urls import path

from payerport.recovery import legacy_views, views

app_name = "recovery"
urlpatterns = [
    path("recover/", views.start, name="start"),
    path("recover/member/", views.member, name="member"),
    path("recover/provider/", views.provider, name="provider"),
    path("recover/code/", views.code, name="code"),
    path("recover/code/again/", views.code_again, name="code_again"),
    path("sign-in/first/", legacy_views.first, name="first"),
    path("recover/account/", views.account, name="account"),
]
