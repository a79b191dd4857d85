from django.urls import path

from payerport.plans import views

app_name = "plans"
urlpatterns = [
    path("plans/", views.plans, name="list"),
    path("plans/<slug:plan_id>/<int:year>/", views.benefits, name="benefits"),
]
