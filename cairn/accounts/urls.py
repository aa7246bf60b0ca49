"""Addresses of sign-in and of a person's own account."""

from allauth.account import views as allauth_views
from django.urls import include, path

from cairn.accounts import views

OWN = (
    [
        path("me", views.me, name="me"),
        path("demo/people", views.me, name="demo_people"),
    ],
    "accounts",
)
urlpatterns = [
    path("", include(OWN)),
    path("sign-in", allauth_views.login, name="account_login"),
    path("sign-out", allauth_views.logout, name="account_logout"),
]
