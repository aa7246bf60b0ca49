"""The chapter's name for Django."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "cairn.drafts"
