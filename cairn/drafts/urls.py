"""Addresses of what is typed and not sent: none of them gives it back."""

from django.urls import path

from cairn.drafts import views

app_name = "drafts"
urlpatterns = [
    path("keep", views.keep, name="keep"),
    path("remove", views.remove, name="remove"),
]
