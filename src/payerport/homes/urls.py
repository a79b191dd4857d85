from django.urls import path

from payerport.homes import views

app_name = "homes"
urlpatterns = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
]
