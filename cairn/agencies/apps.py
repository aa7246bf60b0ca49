"""The chapter's name for Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "cairn.agencies"
