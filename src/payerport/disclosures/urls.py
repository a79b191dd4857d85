from django.urls import path

from payerport.disclosures import views

app_name = "disclosures"
urlpatterns = [
    path("security/disclosures/", views.listing, name="list"),
    path("security/disclosures/add/", views.add, name="add"),
    path("security/disclosures/accounting/", views.accounting, name="accounting"),
    path("security/disclosures/<int:pk>/take-back/", views.take_back, name="take_back"),
]
