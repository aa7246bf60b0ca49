"""Addresses of plans: all of them are a child's."""

from django.urls import path

from cairn.plans.views import reading, writing

app_name = "plans"
_PLAN = "child/<slug:reference>/<slug:kind>"
urlpatterns = [
    path("child/<slug:reference>", reading.plan, name="child"),
    path(_PLAN, reading.plan, name="plan"),
    path(f"{_PLAN}/write", writing.write, name="write"),
    path(f"{_PLAN}/versions", reading.versions, name="versions"),
    path(f"{_PLAN}/versions/<int:number>", reading.version, name="version"),
    path(f"{_PLAN}/versions/<int:number>/restore", writing.restore, name="restore"),
    path(f"{_PLAN}/compare", reading.compare, name="compare"),
    path(f"{_PLAN}/copy/<slug:copy>", reading.copy, name="copy"),
    path(f"{_PLAN}/copy/<slug:copy>/pdf", reading.copy_pdf, name="copy_pdf"),
]
