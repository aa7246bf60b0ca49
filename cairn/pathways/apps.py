"""The chapter's name for Django."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "cairn.pathways"
