"""`cairn worker`: runs what actions have queued."""

from django.core.management.base import BaseCommand

from cairn.foundation import jobs
from cairn.foundation.starting import refuse_unless_sound


class Command(BaseCommand):
    help = "Run queued jobs: reactions, e-mail, escalation, scans, anchors."
    requires_system_checks: list[str] = []  # asked here, together with those about the database

    def add_arguments(self, parser):
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time (4)")

    def handle(self, *args, **options):
        for warning in refuse_unless_sound():
            self.stderr.write(self.style.WARNING(warning))
        self.stdout.write(f"Running jobs, {options['concurrency']} at a time.")
        self.stdout.flush()
        jobs.run(concurrency=options["concurrency"])
