"""`cairn invite_administrator`: ask the first administrator of an agency in, at set-up."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from cairn.accounts import actions, invitations, people
from cairn.accounts.roles import Role
from cairn.foundation import mail
from cairn.foundation.refusals import OutOfReach, Refused


class Command(BaseCommand):
    help = "Ask an agency’s first administrator in. They invite everybody else themselves."

    def add_arguments(self, parser):
        parser.add_argument("agency", help="the agency’s code in the profile")
        parser.add_argument("email", help="their work email address")
        parser.add_argument("name", help="their name")

    def handle(self, *args, agency, email, name, **options):
        try:
            invitation = actions.invite(
                by=people.system(),
                email=email,
                name=name,
                roles=[Role.AGENCY_ADMINISTRATOR],
                agency=agency,
            )
        except OutOfReach:
            raise CommandError(f"The profile has no agency with the code {agency!r}.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        if mail.is_set_up():
            self.stdout.write("The invitation is on its way.")
            return
        page = reverse(
            "accounts:accept_invitation", kwargs={"secret": invitations.secret_of(invitation)}
        )
        self.stdout.write("No e-mail is set up. Give them this link in person, and nobody else:")
        self.stdout.write(settings.PUBLIC_ADDRESS + page)
