"""The chapter's name for Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "cairn.home"

    def ready(self) -> None:
        from cairn.foundation import jobs
        from cairn.home import checks, failures  # noqa: F401  (registers the start-up checks)

        if failures.noted not in jobs.around_every_job:
            jobs.around_every_job.append(failures.noted)
