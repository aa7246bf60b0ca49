"""`cairn load_tools`: keep the partnership's assessment tools, each version as it is reviewed."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cairn.accounts import people
from cairn.assessments.actions import ToolsRefused, load_tools
from cairn.assessments.reading import read_tools


class Command(BaseCommand):
    help = "Load assessment tools, all of them or none. See profiles/README.md."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.PROFILE_DIR / "tools",
            help="the folder of tools (tools in CAIRN_PROFILE, or in profiles/cumbria)",
        )

    def handle(self, *args, **options):
        files, unread = read_tools(options["folder"])
        try:
            loaded = load_tools(by=people.system(), files=files, unread=unread)
        except ToolsRefused as refusal:
            said = "\n".join(f"  {problem}" for problem in refusal.problems)
            raise CommandError(f"Nothing was loaded. What is wrong:\n{said}") from None
        if not loaded:
            self.stdout.write("The tools were already loaded. Nothing was changed.")
        for tool in loaded:
            self.stdout.write(f"Loaded: {tool}")
