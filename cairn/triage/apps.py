"""The chapter's name for Django."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "cairn.triage"
