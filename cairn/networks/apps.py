"""The chapter's name for Django."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "cairn.networks"
