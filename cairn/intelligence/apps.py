"""The chapter's name for Django."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "cairn.intelligence"
