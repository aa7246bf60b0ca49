"""The chapter's name for Django, and its start-up checks."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "cairn.submissions"

    def ready(self) -> None:
        from cairn.submissions import checks  # noqa: F401  (registers itself)
