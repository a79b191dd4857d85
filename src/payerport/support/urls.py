from django.urls import path

from payerport.support import views

app_name = "support"
urlpatterns = [
    path("support/", views.console, name="console"),
    path("support/people/<int:pk>/", views.person, name="person"),
    path("support/waiting/<uuid:pk>/", views.second, name="second"),
    path("recover/link/<str:secret>/", views.link, name="link"),
]
