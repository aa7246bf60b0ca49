"""The chapter's name for Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "cairn.documents"
