from django.urls import path

from payerport.edi import doors, views

app_name = "edi"
urlpatterns = [
    path("claims/send/", views.send, name="send"),
    path("claims/files/<slug:receipt_number>/", views.receipt, name="receipt"),
    path("claims/files/<slug:receipt_number>/live/", views.receipt_live, name="receipt_live"),
    path("claims/files/<slug:receipt_number>/<slug:kind>/", views.acknowledgement, name="acknowledgement"),
    path("x12/270", doors.eligibility, name="270"),
]
