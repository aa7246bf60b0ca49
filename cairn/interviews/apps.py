"""The chapter's name for Django."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "cairn.interviews"
