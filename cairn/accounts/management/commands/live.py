"""`cairn live`: open pages hear that something is new."""

from django.core.management.base import BaseCommand

from cairn.accounts.live import server
from cairn.foundation.starting import refuse_unless_sound


class Command(BaseCommand):
    help = "Tell open pages when something is new for their person. The proxy leads /live/ here."
    requires_system_checks: list[str] = []  # asked here, together with those about the database

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)

    def handle(self, *args, **options):
        for warning in refuse_unless_sound():
            self.stderr.write(self.style.WARNING(warning))
        host, port = options["host"], options["port"]
        self.stdout.write(f"Open pages hear of what is new on http://{host}:{port}{server.STREAM}")
        self.stdout.flush()
        server.run(host=host, port=port)
