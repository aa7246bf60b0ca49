"""The chapter's name for Django."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "cairn.assessments"
