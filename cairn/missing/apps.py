"""The chapter's name for Django."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "cairn.missing"
