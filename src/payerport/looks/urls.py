from django.urls import path

from payerport.looks import views

app_name = "looks"
urlpatterns = [path("account/looks/", views.looks, name="mine")]
