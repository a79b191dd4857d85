from django.urls import path

from payerport.accounts import people_views, views

app_name = "accounts"
urlpatterns = [
    path("act-for/", views.act_for, name="act_for"),
    path("account/", views.settings_page, name="settings"),
    path("account/username/", views.username, name="username"),
    path("account/password/", views.password, name="password"),
    path("account/devices/", views.devices, name="devices"),
    path("account/session/", views.session_left, name="session_left"),
    path("people/", people_views.listing, name="people"),
    path("people/invite/", people_views.invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw/", people_views.withdraw, name="withdraw"),
    path("people/<int:pk>/role/", people_views.role, name="role"),
    path("people/<int:pk>/remove/", people_views.remove, name="remove"),
    path("invitation/<str:secret>/", people_views.invitation, name="invitation"),
    path("help/signing-in/", views.sign_in_help, name="sign_in_help"),
]
