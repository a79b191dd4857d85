from django.urls import path

from payerport.organizations import practice_views, record_views, request_views

app_name = "organizations"
urlpatterns = [
    path("organization/", practice_views.overview, name="overview"),
    path("organization/locations/add/", practice_views.add_location, name="add_location"),
    path("organization/locations/<int:pk>/close/", practice_views.close_location, name="close_location"),
    path("organization/tax-ids/add/", practice_views.add_tax_id, name="add_tax_id"),
    path("organization/billing/add/", practice_views.delegate, name="delegate"),
    path("organization/billing/<int:pk>/end/", practice_views.end_delegation, name="end_delegation"),
    path("organization/record/", record_views.listing, name="record"),
    path("organization/record/csv/", record_views.export, name="record_csv"),
    path("people/requests/", request_views.listing, name="requests"),
    path("people/requests/<int:pk>/", request_views.answer, name="answer"),
    path("ask-for-access/", request_views.ask, name="ask"),
    path("tax-ids/", practice_views.tax_ids, name="tax_ids"),
    path("tax-ids/<int:pk>/", practice_views.answer_tax_id, name="answer_tax_id"),
]
