"""The chapter's name for Django."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "cairn.submissions"
