"""The chapter's name for Django."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "cairn.foundation"

    def ready(self) -> None:
        from cairn.foundation import checks, failures  # noqa: F401  (each registers itself)
