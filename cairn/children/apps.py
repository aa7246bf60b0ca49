"""The chapter's name for Django."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "cairn.children"
