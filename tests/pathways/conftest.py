"""A child with a contact, and a pathway at its beginning."""

import uuid
from datetime import date

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.foundation import clock
from cairn.pathways import actions, queries

NUMBERS = {
    "screening-working-days": 1, "level-1-working-days": 10, "review-weeks-high": 4,
    "review-weeks-medium": 6, "review-weeks-low": 12,
}  # fmt: skip
ENDING = {
    "why": "safer", "childs_voice": "I feel safe now.", "plans_outcome": "Back at school.",
    "what_remains": "School watches attendance.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def local_standards(db):
    for key, value in NUMBERS.items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=date(2021, 9, 1), source="DEFAULT"
        )


@pytest.fixture
def contact(mel, jade):
    return actions.record_contact(
        by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen in cars of adults."
    )


@pytest.fixture
def pathway(mel, contact):
    made = actions.screen(
        by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
    )
    return queries.pathway(by=mel, reference=made.pathway.reference)


@pytest.fixture
def steph(southmere_services, southmere):
    """Manages the team of the other council, and reaches its children only."""
    return User.objects.create(
        email="steph@example.test", name="Steph", roles=[Role.TEAM_MANAGER],
        agency=southmere_services,
    )  # fmt: skip


@pytest.fixture
def now_at(mel):
    """The pathway as it is now: its state, and the version to act on."""

    def look(pathway):
        row = queries.pathway(by=mel, reference=pathway.reference)
        return queries.standing(by=mel, pathway=row).state, row.version

    return look


@pytest.fixture
def clock_at():
    return clock.at
