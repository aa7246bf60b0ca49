"""PostgreSQL's row security as the oracle for access: the doors give what the policies show.

oracle.sql says a second time, in another language and another manner, who may see which rows. A
role that is neither the tables' owner nor a superuser is told who asks, and reads whole tables with
no condition at all. What the product's own doors give that person must be the same, to the row.
"""

import json
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import Phase, given, settings

from cairn.agencies.models import Agency, Council, Team
from cairn.assessments.queries import assessments
from cairn.audit.choices import Permission
from cairn.children.queries import children
from cairn.chronology.queries import entries
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.intelligence.choices import Handling
from cairn.intelligence.queries import sources, strands
from cairn.interviews.queries import interviews
from cairn.meetings.models import AgendaItem, Invitation, Meeting
from cairn.meetings.queries import agenda, invitations, meetings, tasks
from cairn.missing.queries import discussions, episodes, reports
from cairn.networks.queries import adults, places, things
from cairn.pathways.models import Pathway
from cairn.pathways.queries import asked_to_take, contacts, pathways, saved_views
from cairn.planner.queries import Asked as Narrowed
from cairn.planner.queries import aways
from cairn.plans.queries import plans
from cairn.returns.queries import care
from cairn.submissions.queries import for_triage
from tests.cast import CAST
from tests.depth import examples
from tests.house_rules.casework import Asked, Assessed, Casework, Given, Item, Met, Way
from tests.house_rules.conftest import A_MONDAY
from tests.house_rules.worlds import (
    NEWCOMERS,
    SETTLED,
    TEAMS,
    WORLDS,
    Involved,
    Newcomer,
    Told,
    World,
    keep,
)

ORACLE = Path(__file__).with_name("oracle.sql")
TELL = "SELECT set_config('cairn.' || key, value, true) FROM json_each_text(%s)"


def every_invitation(*, by):
    """Of each meeting there is, within reach or not."""
    mine = [row for one in _all(by) for row in invitations(by=by, meeting=one)]
    return Invitation.objects.filter(pk__in=[row.pk for row in mine])


def every_item(*, by):
    mine = [row for one in _all(by) for row in agenda(by=by, meeting=one).items]
    return AgendaItem.objects.filter(pk__in=[row.pk for row in mine])


def _all(by):
    """Every meeting, for somebody whose role opens meetings at all."""
    meetings(by=by)
    return Meeting.objects.all()


def every_pathway(*, by):
    """Those of the lists, and what a council of theirs is asked to take."""
    found = set(pathways(by=by).values_list("pk", flat=True))
    if Permission.PATHWAYS_DECIDE in by.permissions:
        found |= set(asked_to_take(by=by).values_list("pk", flat=True))
    return Pathway.objects.filter(pk__in=found)


def every_away(*, by):
    return aways(by=by, asked=Narrowed(shown="all"))


DOORS = {
    "children_child": (children, Permission.CHILDREN_VIEW),
    "networks_adult": (adults, Permission.NETWORKS_VIEW),
    "networks_place": (places, Permission.NETWORKS_VIEW),
    "networks_thing": (things, Permission.NETWORKS_VIEW),
    "submissions_submission": (for_triage, Permission.SUBMISSIONS_TRIAGE),
    "intelligence_strand": (strands, Permission.INTELLIGENCE_VIEW),
    "intelligence_source": (sources, Permission.INTELLIGENCE_VIEW_SOURCE),
    "meetings_meeting": (meetings, Permission.MEETINGS_VIEW),
    "meetings_invitation": (every_invitation, Permission.MEETINGS_VIEW),
    "meetings_agendaitem": (every_item, Permission.MEETINGS_VIEW),
    "meetings_task": (tasks, Permission.MEETINGS_VIEW),
    "missing_episode": (episodes, Permission.MISSING_VIEW),
    "missing_report": (reports, Permission.MISSING_VIEW),
    "missing_strategydiscussion": (discussions, Permission.MISSING_VIEW),
    "returns_careperiod": (care, Permission.RETURNS_MAKE),
    "interviews_interview": (interviews, Permission.INTERVIEWS_VIEW),
    "planner_away": (every_away, Permission.INTERVIEWS_RECORD),
    "plans_plan": (plans, Permission.PLANS_VIEW),
    "assessments_assessment": (assessments, Permission.ASSESSMENTS_VIEW),
    "pathways_contact": (contacts, Permission.PATHWAYS_VIEW),
    "pathways_pathway": (every_pathway, Permission.PATHWAYS_VIEW),
    "pathways_savedview": (saved_views, Permission.PATHWAYS_VIEW),
    "chronology_entry": (entries, Permission.CHRONOLOGY_VIEW),
}
NOBODY = Newcomer(frozenset(), "partnership", None)
PLAIN = World(
    newcomers=(NOBODY, NOBODY),
    children=[("northmoor", False), ("northmoor", True)],
    involvements=[Involved(number, "priya", None, None, False) for number in (0, 1)],
    emergencies=[],
    adults=["northmoor"],
    places=["northmoor"],
    things=["northmoor"],
    submissions=["northmoor"],
    strands=[
        Told("northmoor", frozenset({0}), Handling.PERMITTED, frozenset()),
        Told("northmoor", frozenset({0, 1}), Handling.PERMITTED, frozenset()),
    ],
    casework=Casework(
        meetings=[
            Met(
                "level-1", 0, None, "planned",
                [Asked("priya", "northmoor-cs", ""), Asked("olu", "southmere-cs", "")],
                [Item(None, [Given("olu", "southmere-cs")])],
            ),
            Met("level-1", 1, None, "planned", [Asked("mel", "partnership", "")], [Item(None, [])]),
            Met(
                "police-monthly", 0, "northmoor", "sent",
                [Asked("sam", "police", "present"), Asked("priya", "northmoor-cs", "absent")],
                [
                    Item(0, []),
                    Item(1, [Given("priya", "northmoor-cs")]),
                    Item(None, [Given(None, "northmoor-cs")]),
                ],
            ),
        ],
        plans=[0, 1],
        missing=[0, 1],
        unnamed=["northmoor"],
        assessments=[Assessed(0, True, False), Assessed(0, False, False), Assessed(1, True, False)],
        contacts=[0, 1],
        pathways=[Way(0, False, "southmere", False), Way(1, False, "southmere", False)],
        entries=[0, 1],
        views=["priya"],
        aways=["wren", "tia", "priya"],
    ),
)  # fmt: skip
ACROSS = {"mel", "cory", "pat", "nia"}
RUN = {"mel", "cory"}
THERE = RUN | {"pat", "sam"}  # they run the police's meeting, or were at it
RECEIVE = ACROSS
SEEN_BY = {
    "children_child": [ACROSS | {"priya"}, {"priya"}],
    "networks_adult": [ACROSS],
    "networks_place": [ACROSS],
    "networks_thing": [ACROSS],
    "submissions_submission": [{"pat"}],
    "intelligence_strand": [ACROSS | {"priya"}, {"priya"}],
    "intelligence_source": [{"pat"}, set()],
    "meetings_meeting": [RUN | {"priya"}, set(), THERE],
    "meetings_invitation": [RUN | {"priya"}, RUN | {"priya"}, set(), THERE, THERE],
    "meetings_agendaitem": [RUN | {"priya"}, set(), RUN | {"pat"}, set(), THERE],
    "meetings_task": [RUN | {"priya"}, {"priya"}, THERE | {"priya"}],
    "missing_episode": [ACROSS | {"priya"}, {"priya"}],
    "missing_strategydiscussion": [ACROSS | {"priya"}, {"priya"}],
    "missing_report": [RECEIVE, ACROSS | {"priya"}, {"priya"}],
    "returns_careperiod": [RUN, set()],
    "interviews_interview": [RUN | {"priya"}, {"priya"}],
    "planner_away": [{"wren"}, {"tia"}, set()],
    "plans_plan": [ACROSS | {"priya"}, {"priya"}],
    "assessments_assessment": [ACROSS | {"priya"}, RUN | {"priya"}, {"priya"}],
    "pathways_contact": [ACROSS | {"priya"}, {"priya"}],
    "pathways_pathway": [ACROSS | {"priya", "tia"}, {"priya"}],
    "pathways_savedview": [{"priya"}],
    "chronology_entry": [ACROSS | {"priya"}, {"priya"}],
}


@pytest.fixture
def cast(request, db):
    """The cast by name, and every team that a newcomer may join."""
    known = {name: request.getfixturevalue(name) for name in CAST}
    agencies = {row.code: row for row in Agency.objects.all()}
    councils = {row.code: row for row in Council.objects.all()}
    for code, (agency, council) in TEAMS.items():
        Team.objects.get_or_create(
            code=code,
            defaults={
                "name": code, "kind": "other", "agency": agencies[agency],
                "council": councils.get(council),
            },
        )  # fmt: skip
    return known


@pytest.fixture
def reader(cast):
    """The policies, and a role that they hold. Both go when the test's transaction is undone."""
    with connection.cursor() as cursor:
        # Roles belong to the whole server, where other tests run. A database's name is unique there.
        role = f"{connection.settings_dict['NAME']}_reader"
        quoted = connection.ops.quote_name(role)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while any are to come
        cursor.execute(ORACLE.read_text(encoding="utf-8"))
        cursor.execute(f"CREATE ROLE {quoted} NOLOGIN NOSUPERUSER NOBYPASSRLS")
        cursor.execute(f"GRANT SELECT ON {', '.join(DOORS)} TO {quoted}")
    return quoted


def shown(reader, person):
    """The ids that each table shows to this person, with nothing but the policies between."""
    told = {"moment": clock.now().isoformat()}
    if person:
        told |= {
            "person": str(person.pk) if person.is_authenticated else "",
            "agency": str(person.agency_id or ""),
            "team": str(person.team_id or ""),
            "permissions": ",".join(person.permissions),
        }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TELL, [json.dumps(told)])
        cursor.execute(f"SET LOCAL ROLE {reader}")
        ids = {table: sorted(_column(cursor, f"SELECT id FROM {table}")) for table in DOORS}
        transaction.set_rollback(True)  # and everybody is who they were
    return ids


def given_by_door(table, person):
    """The ids that the product gives, each as often as it gives it; None where it refuses."""
    door, _ = DOORS[table]
    try:
        return sorted(door(by=person).values_list("pk", flat=True))
    except Refused:
        return None


def differences(reader, people):
    """(who, table) -> what the door gives and what the policies show, where they are not the same."""
    found = {}
    for name, person in people.items():
        for table, seen in shown(reader, person).items():
            given = given_by_door(table, person)
            right = seen if DOORS[table][1] in person.permissions else None
            if given != right or (seen and right is None):
                found[name, table] = {
                    "door": numbered(table, given),
                    "oracle": numbered(table, seen),
                }
    return found


def numbered(table, given):
    """Ids as places in the world's own lists, which a failing example shows."""
    return given and [_everything(table).index(row) for row in given]


def _everything(table):
    with connection.cursor() as cursor:
        return _column(cursor, f"SELECT id FROM {table} ORDER BY id")


def _column(cursor, statement):
    cursor.execute(statement)
    return [value for (value,) in cursor.fetchall()]


# Making a failing world small takes minutes. CAIRN_DEEP=1 does it.
QUICK = [phase for phase in Phase if phase not in {Phase.shrink, Phase.explain}]


@given(world=WORLDS)
@settings(
    max_examples=examples(small=10, deep=500),
    phases=list(Phase) if examples(small=0, deep=1) else QUICK,
)
def test_doors_give_what_row_security_shows(reader, cast, world):
    with transaction.atomic(), clock.at(A_MONDAY):
        people = keep(world, cast)
        assert set(people) == {*CAST, *SETTLED, *NEWCOMERS}
        assert differences(reader, people) == {}
        transaction.set_rollback(True)


def test_row_security_shows_each_record_to_whom_it_should(reader, cast):
    """In a world small enough to say by hand. Or two that show nothing would agree for ever."""
    with clock.at(A_MONDAY):
        people = keep(PLAIN, cast)
        seen = {name: shown(reader, person) for name, person in people.items()}
    who = {
        table: [{name for name in seen if row in seen[name][table]} for row in _everything(table)]
        for table in DOORS
    }
    assert who == SEEN_BY


def test_row_security_shows_nothing_where_nobody_says_who_asks(reader, cast):
    with clock.at(A_MONDAY):
        keep(PLAIN, cast)
        assert shown(reader, None) == {table: [] for table in DOORS}


def test_reader_is_held_by_the_policies(reader):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {reader}")
        cursor.execute("SELECT row_security_active(t) FROM unnest(%s::text[]) AS t", [list(DOORS)])
        held = cursor.fetchall()
        transaction.set_rollback(True)
    assert held == [(True,)] * len(DOORS)
