from django.urls import path

from payerport.eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("eligibility/", views.eligibility, name="ask"),
    path("eligibility/<uuid:check_id>/", views.answer, name="answer"),
]
