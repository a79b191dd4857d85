from django.urls import path

from payerport.remittance import views

app_name = "remittance"
urlpatterns = [
    path("payments/", views.payments, name="list"),
    path("payments/<slug:trace_number>/", views.payment, name="detail"),
    path("payments/<slug:trace_number>/835/", views.remittance_file, name="file"),
]
