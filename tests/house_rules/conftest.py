"""A small world with one of everything in it, so that every page has an address."""

import uuid
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.conf import settings

from cairn.accounts import actions as accounts
from cairn.accounts import people
from cairn.accounts.models import Invitation as Invited
from cairn.accounts.people import STRANGER
from cairn.agencies.models import ContactPoint, LocalStandard, Town
from cairn.assessments.actions import load_tools
from cairn.assessments.models import Assessment, Tool
from cairn.assessments.reading import read_tools
from cairn.chronology.models import Entry
from cairn.documents import actions as documents
from cairn.foundation import clock
from cairn.intelligence.models import Source, Strand
from cairn.interviews.models import Answered, Interview, Step
from cairn.meetings.models import AgendaItem, Decision, Invitation, Meeting, Task
from cairn.missing.models import Episode, Report, Saying
from cairn.networks.models import Adult, Place, Thing
from cairn.pathways.models import Contact, LevelSet, Pathway, SavedView, Screening
from cairn.planner.models import Away, Warned, Whereabouts
from cairn.plans.models import Plan, PlanVersion
from cairn.returns.models import CarePeriod
from cairn.submissions.choices import Rank
from cairn.submissions.models import Attachment, Draft, Mention, Message, Submission, Submitter

A_MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
STANDARDS = {
    "desk-acknowledge-office-minutes": 60,
    "desk-urgent-acknowledge-minutes": 15,
    "desk-escalation-office-minutes": 120,
    "draft-kept-days": 30,
    "invitation-days": 7,
    "emergency-access-hours": 4,
    "attachment-megabytes": 10,
    "attachments-per-submission": 5,
    "screening-working-days": 1,
    "level-1-working-days": 10,
    "review-weeks-high": 4,
    "review-weeks-medium": 6,
    "review-weeks-low": 12,
    "assessment-fresh-days": 90,
    "assessment-repeat-tools": ["seraf"],
    "assessment-repeat-weeks": 13,
    "missing-acknowledge-high-minutes": 10,
    "missing-acknowledge-minutes": 30,
    "missing-ladder": ["police_metco", "team_manager"],
    "interview-offered-for": ["missing", "away"],
    "interview-warn-hours": ["24", "4"],
    "figures-suppress-under": 5,
    "interview-minutes": 60,
    "interview-gap-minutes": 15,
    "interview-last-chance-hours": 24,
    "interview-day-hours": ["08:00", "20:00"],
    "school-hours": ["09:00", "15:30"],
    "travel-fixed-minutes": 10,
    "travel-10-km-minutes": 14,
    "travel-unknown-minutes": 45,
    "missing-often-in-30-days": 3,
    "missing-often-in-90-days": 3,
    "towards-18-alerts": ["16", "17", "17.5", "100 days"],
    "meeting-task-working-days": 10,
    "meeting-quorum-level-1": ["council", "police"],
    "meeting-agenda-level-1": ["What each agency knows", "Safety plan"],
    "meeting-quorum-review": ["council"],
    "meeting-agenda-review": ["What has happened since"],
    "meeting-quorum-police-monthly": ["police"],
    "meeting-agenda-police-monthly": ["Children reported missing"],
    "meeting-quorum-strategic-group": ["council"],
    "meeting-agenda-strategic-group": ["The picture"],
}
CONTENT = {
    "gate": {"now": "none", "about": "yes", "pathway": "unknown"},
    "story": {"what": "Two people in a grey car gave her a phone.", "when": "Tuesday"},
    "child": [{"name": "Jade Example"}],
    "sharing": {"how_known": "myself", "adult_told": "yes"},
}


@pytest.fixture
def world(request, db):
    """One of everything, in Northmoor, and how each is named in an address."""
    with clock.at(A_MONDAY):
        yield _build(
            *(
                request.getfixturevalue(name)
                for name in (
                    "northmoor",
                    "jade",
                    "pat",
                    "tess",
                    "priya",
                    "ada",
                    "school",
                    "strands",
                    "system",
                    "wren",
                )
            )
        )


def _build(northmoor, jade, pat, tess, priya, ada, school, strands, system, wren):
    standards(northmoor)
    notice = accounts.give_notice(by=system, person=priya, key="k", wording="Something new")
    invitation = Invited.objects.create(
        email="new@hill.example", name="New", roles=["partner"], agency=school, digest=b"1" * 32,
        invited_by=ada, invited_at=clock.now(), expires_at=clock.now() + timedelta(days=7),
    )  # fmt: skip
    return {
        **_records(northmoor, jade, pat, tess),
        "worker": wren.reference,
        "away": Away.objects.create(
            person=wren, kind="leave", from_at=clock.now(), said_at=clock.now(), said_by=wren
        ).reference,
        "notice": notice.reference,
        "view": SavedView.objects.create(
            person=priya, name="High", asked={"level": "high"}, made_at=clock.now()
        ).reference,
        "person": tess.reference,
        "invitation": invitation.reference,
        "secret": "not-a-secret",
        "step": "story",
        "part": "about",
        "kind": "safety",
        "copy": "child",
        "what": "returned",
        "act": "offer",
        "number": 1,
        "job": 999_999,  # jobs are numbered on and on, so none of theirs can be counted on
        "provider": "sso",
    }


def hidden_records(northmoor, request):
    """A child and all that is known of her, made now. What each is called in an address."""
    people = (request.getfixturevalue(name) for name in ("jade", "pat", "tess"))
    return {
        **_records(northmoor, *people),
        **dict.fromkeys(
            ("notice", "person", "invitation", "secret", "provider", "view", "worker", "away"),
            "ZZ-0000-0000",
        ),
        "step": "story",
        "part": "about",
        "kind": "safety",
        "copy": "child",
        "what": "returned",
        "act": "offer",
        "number": 999_999,
        "job": 999_999,
    }


def _records(northmoor, jade, pat, tess):
    sent, draft, file = _submission(northmoor, tess)
    other, _, _ = _submission(northmoor, None)
    things = {
        "adult": Adult.objects.create(name="Shaz", search_text="shaz", **_added(northmoor, pat)),
        "place": Place.objects.create(
            name="The steps", kind="street", search_text="the steps", **_added(northmoor, pat)
        ),
        "thing": Thing.objects.create(
            kind="phone", value="07700 900123", normal="+447700900123", search_text="07700900123",
            **_added(northmoor, pat),
        ),
    }  # fmt: skip
    strand = _strand(northmoor, pat, jade, sent)
    question = Message.objects.create(
        submission=sent, kind="question", text="When?", at=clock.now(), by=pat
    )
    contact, pathway = _pathway(pat, jade)
    return {
        "contact": contact.reference,
        "pathway": pathway.reference,
        "child": jade.reference,
        "submission": sent.reference,
        "other": other.reference,
        "draft": draft.key,
        "file": file.reference,
        "question": question.key,
        "strand": strand.reference,
        "entry": _entry(pat, jade).reference,
        **_meeting(northmoor, pat, jade),
        "monthly": _monthly(northmoor, pat),
        **_assessments(jade, pat),
        "plan": _plan(jade, pat).reference,
        **_missing(jade, pat),
        "care": CarePeriod.objects.create(
            child=jade, from_on=date(2026, 1, 5), recorded_at=clock.now(), recorded_by=pat
        ).reference,
        "council": northmoor.code,
        "year": 2026,
        "return_file": "ssda903",
        **{name: row.reference for name, row in things.items()},
    }


def standards(northmoor):
    for key, value in STANDARDS.items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=date(2020, 1, 1), source="A test"
        )
    files, unread = read_tools(settings.PROFILE_DIR / "tools")
    load_tools(by=people.system(), files=files, unread=unread)
    hours = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
    ContactPoint.objects.create(code="desk", name="The desk", hours=hours)
    ContactPoint.objects.create(code=f"hub-{northmoor.code}", name="Hub", council=northmoor)


def _added(council, by):
    return {"council": council, "added_at": clock.now(), "added_by": by}


def _submission(council, sender):
    key = uuid.uuid4()
    sent = Submission.objects.create(
        key=key, code_digest=key.bytes, content=CONTENT, shape=1, council=council, rank=Rank.OTHER,
        strand_codes=["cce"], sent_at=clock.now() - timedelta(hours=1), sent_by=sender,
    )  # fmt: skip
    Submitter.objects.create(submission=sent, name="Tess", agency_name="Hill School")
    Mention.objects.create(
        submission=sent, kind="child", position=0, label="Jade Example", normal="jade example"
    )
    draft = Draft.objects.create(
        owner=sender, holder_digest=key.bytes, answers={"gate": CONTENT["gate"]},
        started_at=clock.now(), saved_at=clock.now(),
    )  # fmt: skip
    file = documents.receive(by=STRANGER, name="notes.txt", content=BytesIO(b"a note"))
    Attachment.objects.create(document=file, draft=draft, submission=sent)
    return sent, draft, file


def _meeting(council, by, child):
    """A Level 1 that is under way, chaired by Pat; nobody else is asked."""
    meeting = Meeting.objects.create(
        kind="level-1", child=child, council=council, starts_at=clock.now(), where="Room 2",
        chair=by, arranged_at=clock.now(), arranged_by=by, started_at=clock.now(),
    )  # fmt: skip
    asked = Invitation.objects.create(meeting=meeting, person=by, agency=by.agency)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Safety", child=child)
    decision = Decision.objects.create(item=item, text="High", at=clock.now(), by=by)
    task = Task.objects.create(
        item=item, what="Ring Shaz’s landlord", agency=by.agency, owner=by,
        due_on=A_MONDAY.date(), given_at=clock.now(), given_by=by,
    )  # fmt: skip
    named = {"meeting": meeting, "asked": asked, "item": item, "decision": decision, "task": task}
    return {name: row.reference for name, row in named.items()}


def _monthly(council, by):
    """The police's monthly meeting, to be held."""
    return Meeting.objects.create(
        kind="police-monthly", council=council, starts_at=clock.now() + timedelta(days=1),
        where="Room 2", chair=by, arranged_at=clock.now(), arranged_by=by,
    ).reference  # fmt: skip


def _strand(council, by, child, sent):
    strand = Strand.objects.create(
        claim="She was given a phone.", text="This child was given a phone.", learned_on=A_MONDAY.date(),
        strand_codes=["cce"], source_grade="2", information_grade="C", handling="P", council=council,
        made_at=clock.now(), made_by=by, changed_at=clock.now(),
    )  # fmt: skip
    strand.children.add(child)
    Source.objects.create(strand=strand, kind="submitter", submission=sent)
    return strand


def _pathway(by, child):
    """A contact to screen and one screened, and a pathway with a level."""
    at = {"received_at": clock.now(), "received_by": by}
    contact = Contact.objects.create(child=child, source="hub", said="Seen on the steps.", **at)
    other = Contact.objects.create(child=child, source="hub", said="Has a new phone.", **at)
    Screening.objects.create(
        contact=other, outcome="early_help", reason="A new phone.", at=clock.now(), by=by
    )
    pathway = Pathway.objects.create(
        child=child, council=child.council, opened_at=clock.now(), opened_by=by
    )
    LevelSet.objects.create(
        pathway=pathway, level="high", reason="A new phone.", at=clock.now(), by=by
    )
    return contact, pathway


def _entry(by, child):
    """Something that somebody wrote on the line of time."""
    on = A_MONDAY.date()
    return Entry.objects.create(
        child=child, kind="missing", what="Reported missing", from_on=on, until_on=on,
        written_at=clock.now(), written_by=by,
    )  # fmt: skip


def _missing(child, by):
    """An episode that is open, and the report that began it, which nobody has taken on."""
    began = clock.now() - timedelta(hours=3)
    episode = Episode.objects.create(
        child=child, council=child.council, kind="missing", from_at=began, opened_at=clock.now(),
        opened_by=by,
    )  # fmt: skip
    report = Report.objects.create(
        source="page", council=child.council, received_at=clock.now(), received_by=by,
        kind="missing", reported_at=began, child=child, episode=episode,
    )  # fmt: skip
    Saying.objects.create(
        episode=episode, what="reported", at=began, said_at=clock.now(), said_by=by, report=report
    )
    return {
        "episode": episode.reference,
        "report": report.reference,
        **_interview(child, by, began - timedelta(hours=20)),
    }


def _interview(child, by, back_at):
    """An earlier time, and its interview, which was offered, with words of hers in the form."""
    episode = Episode.objects.create(
        child=child, council=child.council, kind="missing", from_at=back_at - timedelta(hours=5),
        until_at=back_at, ended="returned", opened_at=clock.now(), opened_by=by,
    )  # fmt: skip
    row = Interview.objects.create(
        child=child, due_at=back_at + timedelta(hours=72), opened_at=clock.now(), opened_by=by,
        offered_at=clock.now(), childs_words="I was on the steps.",
        answers={"new": {"new_people": "Shaz"}, "risks": {"risks": "A phone"}},
    )  # fmt: skip
    Answered.objects.create(interview=row, episode=episode, put_at=clock.now(), put_by=by)
    Step.objects.create(
        interview=row, what="offered", at=clock.now(), how="phone", whom="child",
        said_at=clock.now(), said_by=by,
    )  # fmt: skip
    town, _ = Town.objects.get_or_create(
        code="steps",
        defaults={
            "name": "Steps", "council": child.council, "latitude": 54.6, "longitude": -3.1,
        },
    )  # fmt: skip
    Whereabouts.objects.create(interview=row, town=town, said_at=clock.now(), said_by=by)
    Warned.objects.create(interview=row, level="last_chance", due_at=row.due_at, at=clock.now())
    return {"interview": row.reference, "returned": episode.reference}


def _plan(child, by):
    """A safety plan that was changed once."""
    plan = Plan.objects.create(child=child, kind="safety", version=2)
    for number, safe in enumerate(("The steps", "Shaz’s aunt"), 1):
        PlanVersion.objects.create(
            plan=plan, number=number, content={"safe_places": safe}, at=clock.now(), by=by,
            why="Jade said so" if number > 1 else "",
        )  # fmt: skip
    return plan


def _assessments(child, by):
    """One that is being written, and two that are finished."""
    tool = Tool.objects.get(code="seraf")
    score = {
        "total": 5,
        "unknown": 1,
        "unanswered": 0,
        "prompt": {"level": "low", "reasons": [], "unsettled": []},
    }
    ends = [{"finished_at": clock.now(), "finished_by": by, "outcome": score}] * 2
    rows = [
        Assessment.objects.create(
            child=child, tool=tool, answers={"missing": {"when": ["now"], "evidence": "Jade said so"}},
            started_at=clock.now(), started_by=by, changed_at=clock.now(), changed_by=by, **end,
        )
        for end in [*ends, {}]
    ]  # fmt: skip
    return {"finished": rows[1].reference, "assessment": rows[2].reference}
