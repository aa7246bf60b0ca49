"""The chapter's name for Django."""

from django.apps import AppConfig


class CountyConfig(AppConfig):
    name = "cairn.county"
