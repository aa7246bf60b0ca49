"""Addresses of the front page, of each person's start page and of the operators' page."""

from django.urls import path

from cairn.home import views

app_name = "home"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("start", views.start, name="start"),
    path("start/list", views.needs, name="needs"),
    path("looking-after-yourself", views.looking_after_yourself, name="looking_after_yourself"),
    path("who-to-call", views.who_to_call, name="who_to_call"),
    path("privacy", views.privacy, name="privacy"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("service", views.service, name="service"),
    path("service/jobs/<int:number>/retry", views.retry_job, name="retry_job"),
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
]
