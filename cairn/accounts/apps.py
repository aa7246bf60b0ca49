"""The chapter's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cairn.accounts"

    def ready(self) -> None:
        from cairn.accounts import checks, tracing  # noqa: F401  (registers checks and receivers)
