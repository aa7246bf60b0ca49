"""The chapter's name for Django."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    name = "cairn.chronology"
