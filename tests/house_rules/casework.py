"""The casework of a generated world: meetings, plans, assessments, contacts, pathways, lines of time.

As in worlds.py, what there is stands in names and numbers, and numbers of children count round.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cairn.accounts.models import User
from cairn.assessments.models import Assessment, Tool
from cairn.children.models import Child
from cairn.chronology.models import Entry
from cairn.foundation import clock
from cairn.interviews.models import Interview
from cairn.meetings.models import AgendaItem, Invitation, Meeting, Task
from cairn.missing.models import Episode, Report, StrategyDiscussion
from cairn.pathways.models import Contact, Pathway, SavedView, Transfer
from cairn.planner.models import Away
from cairn.plans.models import Plan
from cairn.returns.models import CarePeriod

STAGES = ("planned", "under_way", "held", "sent", "cancelled")
KINDS = ("level-1", "review", "police-monthly", "strategic-group")
ABOUT_ONE = KINDS[:2]


class Asked(NamedTuple):
    """Somebody asked to a meeting, for an agency, and whether they came."""

    person: str
    agency: str
    attendance: str


class Given(NamedTuple):
    """A task on an item: a person's, or else a whole agency's."""

    owner: str | None
    agency: str


class Item(NamedTuple):
    child: int | None  # none: of a meeting about one child, what is not about them
    tasks: Sequence[Given]


class Met(NamedTuple):
    kind: str
    child: int  # where the kind is about one
    council: str | None  # none: the whole county
    stage: str
    asked: Sequence[Asked]
    items: Sequence[Item]


class Assessed(NamedTuple):
    child: int
    is_finished: bool
    is_discarded: bool


class Way(NamedTuple):
    """A pathway, and the council that is asked to take it or was."""

    child: int
    is_closed: bool
    asked: str | None
    is_answered: bool


class Casework(NamedTuple):
    meetings: Sequence[Met] = ()
    plans: Sequence[int] = ()
    assessments: Sequence[Assessed] = ()
    contacts: Sequence[int] = ()
    pathways: Sequence[Way] = ()
    entries: Sequence[int] = ()
    missing: Sequence[int] = ()
    unnamed: Sequence[str] = ()  # areas of reports of a child whom nobody has named
    views: Sequence[str] = ()
    aways: Sequence[str] = ()


def generated(
    child: st.SearchStrategy[int], person: st.SearchStrategy[str], agency: st.SearchStrategy[str],
    council: st.SearchStrategy[str], up_to: Any,
) -> st.SearchStrategy[Casework]:  # fmt: skip
    """Whatever casework there may be with these; `up_to` makes a list of one of its parts."""
    nobody_or = st.none() | person
    asked = st.builds(Asked, person, agency, st.sampled_from(["", "present", "present", "absent"]))
    item = st.builds(
        Item, st.none() | child, st.lists(st.builds(Given, nobody_or, agency), max_size=2)
    )
    met = st.builds(
        Met, st.sampled_from(KINDS), child, st.none() | council, st.sampled_from(STAGES),
        st.lists(asked, max_size=4), st.lists(item, min_size=1, max_size=3),
    )  # fmt: skip
    return st.builds(
        Casework,
        up_to(10, met),
        up_to(10, child),
        up_to(10, st.builds(Assessed, child, st.booleans(), st.booleans())),
        up_to(10, child),
        up_to(16, st.builds(Way, child, st.booleans(), st.none() | council, st.booleans())),
        up_to(10, child),
        up_to(10, child),
        up_to(4, council),
        up_to(4, person),
        up_to(4, person),
    )


def keep_casework(said: Casework, people: Any, councils: Any, agencies: Any) -> None:
    """Write it into the database. Without a child there is no casework but views."""
    children = list(Child.objects.select_related("council").order_by("pk"))
    by = people["pat"]
    SavedView.objects.bulk_create(
        SavedView(person=people[name], name=str(number), asked={}, made_at=clock.now())
        for number, name in enumerate(said.views)
    )
    _keep_aways(said.aways, people)
    _keep_unnamed(said.unnamed, by, councils)
    if not children:
        return
    around = _Around(children)
    for one in said.meetings:
        _keep_meeting(one, around, people, councils, agencies)
    Plan.objects.bulk_create(
        Plan(child=child, kind="safety", version=1) for child in _once(around, said.plans)
    )
    _keep_assessments(said.assessments, around, by)
    Contact.objects.bulk_create(
        Contact(child=around[n], source="hub", said="-", received_at=clock.now(), received_by=by)
        for n in said.contacts
    )
    _keep_pathways(said.pathways, around, by, councils)
    _keep_missing(said.missing, around, by)
    Entry.objects.bulk_create(
        Entry(
            child=around[n], kind="home", what="-", from_on=clock.today(), until_on=clock.today(),
            written_at=clock.now(), written_by=by,
        )
        for n in said.entries
    )  # fmt: skip


class _Around:
    """The children, counted round."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children

    def __getitem__(self, number: int) -> Child:
        return self.children[number % len(self.children)]


def _once(around: _Around, numbers: Sequence[int]) -> list[Child]:
    return list({around[n].pk: around[n] for n in numbers}.values())


def _keep_meeting(said: Met, around: _Around, people: Any, councils: Any, agencies: Any) -> None:
    child = around[said.child] if said.kind in ABOUT_ONE else None
    council = child.council if child else councils.get(said.council)
    by, now = people["pat"], clock.now()
    meeting = Meeting.objects.create(
        kind=said.kind, child=child, council=council, starts_at=now, where="-", chair=by,
        arranged_at=now, arranged_by=by, **_times(said.stage, by),
    )  # fmt: skip
    asked = {one.person: one for one in said.asked}
    Invitation.objects.bulk_create(
        Invitation(
            meeting=meeting, person=people[one.person], agency=agencies[one.agency],
            attendance=one.attendance,
        )
        for one in asked.values()
    )  # fmt: skip
    for position, item in enumerate(said.items):
        about = None if item.child is None else child or around[item.child]
        row = AgendaItem.objects.create(meeting=meeting, position=position, title="-", child=about)
        Task.objects.bulk_create(
            Task(
                item=row, what="-", agency=agencies[one.agency],
                owner=people[one.owner] if one.owner else None, due_on=clock.today(),
                given_at=now, given_by=by,
            )
            for one in item.tasks
        )  # fmt: skip


def _keep_missing(said: Sequence[int], around: _Around, by: User) -> None:
    """An episode of each, its report, and an interview."""
    for child in _once(around, said):
        episode = Episode.objects.create(
            child=child, council=child.council, kind="missing", from_at=clock.now(),
            opened_at=clock.now(), opened_by=by,
        )  # fmt: skip
        _report(by, child.council, child=child, episode=episode)
        CarePeriod.objects.create(
            child=child, from_on=clock.today(), recorded_at=clock.now(), recorded_by=by
        )
        StrategyDiscussion.objects.create(
            child=child, asked="-", outcome="not_needed", why="-", at=clock.now(), by=by
        )
        Interview.objects.create(
            child=child, due_at=clock.now(), opened_at=clock.now(), opened_by=by
        )


def _keep_aways(said: Sequence[str], people: Any) -> None:
    """Time off, over, now or taken back: whose it is does not change with that."""
    ends = (None, clock.now() - timedelta(days=1), None)
    Away.objects.bulk_create(
        Away(
            person=people[name], kind="leave", from_at=clock.now() - timedelta(days=2),
            until_at=ends[number % 3], said_at=clock.now(), said_by=people[name],
            taken_back_at=clock.now() if number % 3 == 2 else None,
        )
        for number, name in enumerate(said)
    )  # fmt: skip


def _keep_unnamed(said: Sequence[str], by: User, councils: Any) -> None:
    for area in said:
        _report(by, councils[area])


def _report(by: User, council: Any, **about: Any) -> None:
    Report.objects.create(
        source="carer", council=council, received_at=clock.now(), received_by=by, kind="missing",
        reported_at=clock.now(), **about,
    )  # fmt: skip


def _times(stage: str, by: User) -> dict[str, Any]:
    now = clock.now()
    if stage == "cancelled":
        return {"cancelled_at": now, "changed_because": "A test"}
    found: dict[str, Any] = {}
    if stage != "planned":
        found["started_at"] = now - timedelta(hours=1)
    if stage in {"held", "sent"}:
        found["ended_at"] = now
    if stage == "sent":
        found |= {"sent_at": now, "sent_by": by, "minutes": {"items": []}}
    return found


def _keep_assessments(said: Sequence[Assessed], around: _Around, by: User) -> None:
    """Each with a tool of its own: a child has one unfinished assessment of a tool."""
    for number, one in enumerate(said):
        tool = Tool.objects.create(
            code=f"tool-{number}", version="1", name="-", kind="checklist", purpose="-", source="-",
            from_on=clock.today(), content={}, digest="-", loaded_at=clock.now(),
        )  # fmt: skip
        end: dict[str, Any] = {}
        if one.is_finished:
            end = {"finished_at": clock.now(), "finished_by": by, "outcome": {}}
        elif one.is_discarded:
            end = {"discarded_at": clock.now(), "discarded_by": by, "discarded_because": "A test"}
        Assessment.objects.create(
            child=around[one.child], tool=tool, started_at=clock.now(), started_by=by,
            changed_at=clock.now(), changed_by=by, **end,
        )  # fmt: skip


def _keep_pathways(said: Sequence[Way], around: _Around, by: User, councils: Any) -> None:
    """A child has one that is open: the others have ended."""
    has_one: set[int] = set()
    for one in said:
        child = around[one.child]
        is_closed = one.is_closed or child.pk in has_one
        if not is_closed:
            has_one.add(child.pk)
        row = Pathway.objects.create(
            child=child, council=child.council, opened_at=clock.now(), opened_by=by,
            closed_at=clock.now() if is_closed else None,
        )  # fmt: skip
        if one.asked:
            _ask(row, councils[one.asked], by, is_answered=one.is_answered)


def _ask(row: Pathway, council: Any, by: User, *, is_answered: bool) -> None:
    answer = {"answer": "rejected", "answered_at": clock.now(), "answered_by": by}
    Transfer.objects.create(
        pathway=row, from_council=row.council, to_council=council, why="-", offered_at=clock.now(),
        offered_by=by, **(answer if is_answered else {}),
    )  # fmt: skip
