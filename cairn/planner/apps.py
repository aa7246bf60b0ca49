"""The chapter's name for Django."""

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    name = "cairn.planner"
