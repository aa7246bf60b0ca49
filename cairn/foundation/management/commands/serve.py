"""`cairn serve`: the web server."""

from django.core.management.base import BaseCommand

from cairn.foundation.server import Server
from cairn.foundation.starting import refuse_unless_sound


class Command(BaseCommand):
    help = "Serve the pages. Put a proxy that speaks TLS and waits for slow clients in front."
    requires_system_checks: list[str] = []  # asked here, together with those about the database

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes (2)")
        parser.add_argument("--threads", type=int, default=4, help="threads of each process (4)")

    def handle(self, *args, **options):
        for warning in refuse_unless_sound():
            self.stderr.write(self.style.WARNING(warning))
        address = f"{options['host']}:{options['port']}"
        self.stdout.write(f"Cairn answers on http://{address}/")
        self.stdout.flush()
        Server(address=address, workers=options["workers"], threads=options["threads"]).run()
