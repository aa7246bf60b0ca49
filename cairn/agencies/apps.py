"""The chapter's name for Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "cairn.agencies"

    def ready(self) -> None:
        from cairn.agencies import checks  # noqa: F401  (registers the start-up checks)
