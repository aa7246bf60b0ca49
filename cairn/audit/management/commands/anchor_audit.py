"""`cairn anchor_audit`: note the chains' heads in the anchor file now."""

from django.core.management.base import BaseCommand

from cairn.audit import anchors


class Command(BaseCommand):
    help = "Note the head of every audit chain outside the database."

    def handle(self, *args, **options):
        self.stdout.write(f"{anchors.write()} chain heads noted.")
