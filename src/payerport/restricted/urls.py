from django.urls import path

from payerport.restricted import views

app_name = "restricted"
urlpatterns = [
    path("restricted/", views.open_record, name="open"),
    path("security/restricted/", views.families, name="families"),
    path("security/restricted/add/", views.add, name="add"),
    path("security/restricted/<int:pk>/lift/", views.lift, name="lift"),
    path("security/restricted/openings/", views.openings, name="openings"),
]
