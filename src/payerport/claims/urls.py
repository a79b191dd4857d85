from django.urls import path

from payerport.claims import views

app_name = "claims"
urlpatterns = [
    path("claims/", views.claims, name="list"),
    path("claims/live/", views.claims_live, name="list_live"),
    path("claims/<slug:control_number>/", views.claim, name="detail"),
    path("claims/<slug:control_number>/live/", views.claim_live, name="detail_live"),
]
