"""The chapter's name for Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "cairn.returns"
