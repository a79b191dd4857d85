from django.urls import path

from payerport.security import views

app_name = "security"
urlpatterns = [
    path("security/record/", views.search, name="record"),
    path("security/record/<uuid:pk>/", views.found, name="found"),
    path("security/record/<uuid:pk>/csv/", views.export, name="csv"),
    path("security/alerts/", views.alerts, name="alerts"),
    path("security/alerts/<int:pk>/", views.alert, name="alert"),
]
