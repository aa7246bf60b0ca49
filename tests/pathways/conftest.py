"""A child with a contact, and a pathway at its beginning."""

import uuid
from datetime import date, timedelta

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.assessments.models import Assessment, Tool
from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.meetings.models import Meeting
from cairn.pathways import actions, queries
from cairn.pathways.models import LevelSet, Pathway, Review

MEETINGS = ("level-1", "review", "police-monthly", "strategic-group")
STANDARDS = {
    "screening-working-days": 1, "level-1-working-days": 10, "review-weeks-high": 4,
    "review-weeks-medium": 6, "review-weeks-low": 12, "assessment-fresh-days": 90,
    "meeting-task-working-days": 10,
    **{f"meeting-agenda-{kind}": ["What is known"] for kind in MEETINGS},
    **{f"meeting-quorum-{kind}": ["police"] for kind in MEETINGS},
    "missing-often-in-30-days": 3, "missing-often-in-90-days": 3,
    "towards-18-alerts": ["16", "17", "17.5", "100 days"],
}  # fmt: skip
ENDING = {
    "why": "safer", "childs_voice": "I feel safe now.", "plans_outcome": "Back at school.",
    "what_remains": "School watches attendance.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def local_standards(db):
    for key, value in STANDARDS.items():
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
def tool(db):
    return Tool.objects.create(
        code="seraf", version="1", name="SERAF", kind="risk_assessment", purpose="-", source="-",
        from_on=date(2021, 9, 1), content={}, digest="-", loaded_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def assessed(priya, jade, tool):
    """A finished risk assessment of Jade that prompts a level: assessed("high")."""

    def made(level="high", *overrides, kind="", child=jade):
        row = tool
        if kind:
            row = Tool.objects.create(
                code=kind, version="1", name=kind, kind=kind, purpose="-", source="-",
                from_on=date(2021, 9, 1), content={}, digest="-", loaded_at=clock.now(),
            )  # fmt: skip
        reasons = ["The answers count 16 points.", *overrides]
        return Assessment.objects.create(
            child=child, tool=row, started_at=clock.now(), started_by=priya,
            changed_at=clock.now(), changed_by=priya, finished_at=clock.now(), finished_by=priya,
            outcome={
                "total": 16, "unknown": 0,
                "prompt": {
                    "level": level, "reasons": [{"words": one, "source": ""} for one in reasons],
                    "unsettled": [],
                },
            },
        )  # fmt: skip

    return made


@pytest.fixture
def held(mel, jade):
    """A meeting about Jade that was held: held("review", ago=days)."""

    def made(kind="level-1", *, ago=1, child=jade, **said):
        then = clock.now() - timedelta(days=ago)
        return Meeting.objects.create(
            kind=kind, child=child, council=jade.council, starts_at=then, where="Room 2",
            chair=mel, arranged_at=then, arranged_by=mel, **{"started_at": then, **said},
        )  # fmt: skip

    return made


@pytest.fixture
def manager(client, mel):
    """Mel's browser."""
    client.force_login(mel, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


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


@pytest.fixture
def opened(mel, northmoor):
    """Make a child with an open pathway: opened("Ava", days_ago=3, level="high", lead=priya)."""

    def make(
        name, *, days_ago=0, levels=(), reviewed=(), lead=None, worker=None, council=None, **child
    ):
        now = clock.now()
        row = Child.objects.create(
            given_name=name, family_name=child.pop("family_name", "Sample"),
            search_name=f"{name} sample".lower(), council=council or northmoor, added_at=now,
            added_by=mel, **child,
        )  # fmt: skip
        kept = Pathway.objects.create(
            child=row, council=row.council, opened_by=mel, opened_at=now - timedelta(days=days_ago)
        )
        for ago, level in levels:
            at = now - timedelta(days=ago)
            LevelSet.objects.create(pathway=kept, level=level, reason="Signs", at=at, by=mel)
        for ago in reviewed:
            at = now - timedelta(days=ago)
            Review.objects.create(pathway=kept, note="Reviewed", at=at, by=mel)
        for person, kind in ((lead, "lead_practitioner"), (worker, "intervention_worker")):
            if person:
                Involvement.objects.create(
                    child=row, agency=person.agency, person=person, kind=kind, why="Works with them",
                    since_on=date(2026, 1, 5),
                )  # fmt: skip
        return kept

    return make


@pytest.fixture
def react():
    """Run what the chapter's reactions have not done yet, in the order of the events, until none."""

    def run():
        done = True
        while done:
            done = [
                reactions.run(event_id=event.pk, reaction=path)
                for event in AuditEvent.objects.order_by("pk")
                for path in reactions.table().get(event.event, ())
                if path.startswith("cairn.pathways.")
            ]
            done = any(done)

    return run
