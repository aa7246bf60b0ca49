"""The chapter's name for Django."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "cairn.missing"

    def ready(self) -> None:
        from cairn.missing import checks  # noqa: F401  (registers them)
