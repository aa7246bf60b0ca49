"""The chapter's name for Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "cairn.plans"

    def ready(self) -> None:
        from cairn.plans import checks  # noqa: F401  (registers them, once the apps are loaded)
