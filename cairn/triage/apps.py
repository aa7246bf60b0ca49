"""The chapter's name for Django."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "cairn.triage"

    def ready(self) -> None:
        from cairn.triage import checks  # noqa: F401  (registers the start-up check)
