"""`cairn verify_audit`: check every chain of the audit trail, and name the first broken row."""

from django.core.management.base import BaseCommand, CommandError

from cairn.audit import verification


class Command(BaseCommand):
    help = (
        "Check the audit trail: each row, each chain's head, and the anchors outside the database."
    )

    def handle(self, *args, **options):
        if broken := verification.first_break():
            raise CommandError(
                f"The trail is broken: chain {broken.chain}, row {broken.number}: {broken.reason}."
            )
        for chain, length in verification.counts():
            self.stdout.write(f"{chain}: {length} rows hold")
        self.stdout.write("The audit trail holds.")
