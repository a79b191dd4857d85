from django.urls import path

from payerport.registration import application_views, views

app_name = "registration"
urlpatterns = [
    path("register/", views.start, name="start"),
    path("register/member/", views.member, name="member"),
    path("register/provider/", views.provider, name="provider"),
    path("register/provider/<str:kind>/", views.provider_facts, name="provider_facts"),
    path("register/for/<str:audience>/", views.invited, name="invited"),
    path("register/code/", views.code, name="code"),
    path("register/code/again/", views.code_again, name="code_again"),
    path("register/account/", views.account, name="account"),
    path("applications/", application_views.listing, name="applications"),
    path("applications/<int:pk>/", application_views.detail, name="application"),
]
