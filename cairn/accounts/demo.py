"""The demo: who is in the cast, what each of them can try, and the mail that was sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

from cairn.accounts.roles import Role

# The county's builder gives its people such addresses: nobody can have one.
ADDRESSES_END = ".example"
PAGES: dict[str, dict[str, str]] = {
    "accounts:demo_people": {},
    "accounts:demo_become": {"reference": "PN-0000-0000"},
    "accounts:demo_mail": {},
}
TO_TRY: dict[Role, str] = {
    Role.PARTNER: "Share information about a child, and see what became of it.",
    Role.CHAMPION: "Share information, and help colleagues to notice.",
    Role.LEAD_PRACTITIONER: "See your list, open a child you lead for, and assess or write a plan with them.",
    Role.INTERVENTION_WORKER: "Open the children you work with, and change a safety plan.",
    Role.SENIOR_WORKER: "See who can go to interviews that are due, and look across your council area.",
    Role.TEAM_MANAGER: "See who can go to interviews that are due, and look through the tracker.",
    Role.CERAR_MANAGER: "Screen a contact, set a level after a meeting, and look through the tracker.",
    Role.CERAR_COORDINATOR: "Arrange a Level 1 meeting, minute it live, and send the minutes.",
    Role.HUB_WORKER: "Find a child, and record a contact about exploitation.",
    Role.POLICE_OFFICER: "Open the children you are involved with.",
    Role.POLICE_METCO: "See a child’s line of time, and make the agenda of the monthly meeting.",
    Role.POLICE_CE: "Take the next submission from the queue, and make strands of it.",
    Role.AGENCY_ADMINISTRATOR: "Invite a colleague, change roles, end an account.",
    Role.INFORMATION_GOVERNANCE: "See who opened a record in an emergency, and why.",
    Role.ANALYST: "See that work with numbers alone opens no names.",
    Role.OPERATOR: "See whether the service is well: queues, failures, scanner, contact points.",
}


@dataclass(frozen=True)
class SentMail:
    to: str
    subject: str
    sent_at: datetime
    text: str


def things_to_try(roles: list[str]) -> list[str]:
    return [TO_TRY[Role(role)] for role in roles if role in TO_TRY]


def sent_mail(*, most: int = 50) -> list[SentMail]:
    """What the demo's mail folder holds, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [mail for file in files[:most] for mail in _read(file)][:most]


def _read(file: Path) -> list[SentMail]:
    """Each file holds the messages of one connection, with a line of dashes after each."""
    parts = file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    messages = [message_from_bytes(part, policy=policy.default) for part in parts if part.strip()]
    return [
        SentMail(
            to=message["To"],
            subject=message["Subject"],
            # Django writes "-0000", which says: in universal time, and nothing of where.
            sent_at=message["Date"].datetime.replace(tzinfo=UTC),
            text=message.get_content(),
        )
        for message in messages
    ]
