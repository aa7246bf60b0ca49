"""`cairn load_profile`: make the partnership's data say what a reviewed profile says."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cairn.agencies import queries
from cairn.agencies.actions import Changes, ProfileRefused, load_profile
from cairn.agencies.reading import read_profile


class Command(BaseCommand):
    help = "Load a partnership's profile, as a whole or not at all. See profiles/README.md."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.PROFILE_DIR,
            help="the profile (CAIRN_PROFILE, or profiles/cumbria)",
        )
        parser.add_argument(
            "--overlay",
            type=Path,
            default=os.environ.get("CAIRN_PROFILE_OVERLAY") or None,
            help="a folder with local numbers and addresses (CAIRN_PROFILE_OVERLAY)",
        )

    def handle(self, *args, **options):
        # The actor of set-up is an account, and accounts come after agencies: asked for by name.
        from django.contrib.auth import get_user_model

        system = get_user_model().objects.system()
        entries, unread = read_profile(options["folder"], options["overlay"])
        try:
            changes = load_profile(by=system, entries=entries, unread=unread)
        except ProfileRefused as refusal:
            said = "\n".join(f"  {problem}" for problem in refusal.problems)
            raise CommandError(f"Nothing was loaded. What is wrong:\n{said}") from None
        self._say(changes)
        for point in queries.contact_points(by=system):
            if point.missing:
                self.stdout.write(f"Still missing: {' and '.join(point.missing)} of {point.name}")

    def _say(self, changes: Changes) -> None:
        if not changes:
            self.stdout.write("The profile was already loaded. Nothing was changed.")
        for verb, names in vars(changes).items():
            if names:
                self.stdout.write(f"{verb.capitalize()}: {', '.join(names)}")
