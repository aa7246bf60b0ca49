"""What stands in a county once it is built. One small county serves all of these tests."""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.accounts.models import Notice, User
from cairn.audit import reactions, verification
from cairn.audit.models import AuditEvent, ReactionRun
from cairn.children.models import Child
from cairn.chronology import queries as chronology
from cairn.county import bulk, safety
from cairn.foundation import clock
from cairn.home.choices import About
from cairn.home.queries import needs
from cairn.intelligence.models import Strand
from cairn.interviews import queries as interviews
from cairn.interviews.models import Interview
from cairn.meetings.models import Task
from cairn.missing import queries as missing
from cairn.missing.models import Episode
from cairn.pathways import queries as pathways
from cairn.pathways.choices import Order, State
from cairn.pathways.models import LevelSet, Pathway, Review, Screening, WorkerNeed
from cairn.pathways.tracking import Asked
from cairn.submissions.models import Draft, Submission
from tests.county.conftest import FRIDAY_AFTERNOON
from tests.county.reading import content


@pytest.mark.django_db
def test_build_writes_all_that_was_invented(built):
    assert Submission.objects.count() == built["reports"]
    assert Strand.objects.count() == built["strands"] > 15
    assert Child.objects.count() == built["children"] == 20
    assert Child.objects.filter(is_restricted=True).count() == 1
    assert User.objects.count() == built["people"] + 1
    assert Draft.objects.filter(submission=None).count() == 3
    assert Submission.objects.filter(finished_at=None).count() >= 5
    people = User.objects.exclude(email="system@cairn.invalid")
    assert not [one for one in people if one.has_usable_password()]


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_build_writes_nothing_that_could_exist():
    own = {"accounts", "children", "networks", "submissions", "triage", "intelligence", "documents"}
    wrong = []
    for label, rows in content("search_text").items():
        if label.split(".")[0] in own:
            for row in rows if isinstance(rows, list) else []:
                texts = [str(value) for value in row if isinstance(value, str | dict | list)]
                wrong += [found for text in texts for found in safety.problems(text)]
    assert [one for one in wrong if "cairn.invalid" not in one] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_build_leaves_a_trail_in_the_order_of_time():
    assert verification.first_break() is None
    since = AuditEvent.objects.filter(event="accounts.invited").earliest("pk").pk
    trail = AuditEvent.objects.filter(pk__gte=since).exclude(event="county.built")
    instants = list(trail.order_by("pk").values_list("at", flat=True))
    assert instants == sorted(instants)
    assert instants[-1] < FRIDAY_AFTERNOON


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_build_has_run_what_follows():
    table = reactions.table()
    events = AuditEvent.objects.filter(event__in=list(table)).values_list("event", flat=True)
    assert ReactionRun.objects.count() == sum(len(table[event]) for event in events) > 20
    waiting = ProcrastinateJob.objects.filter(status="todo")
    assert not waiting.filter(task_name__endswith="run_reaction").exists()
    assert waiting.filter(task_name__endswith="send_notice_letter").exists()
    assert Notice.objects.exclude(seen_at=None).exists()
    given = Notice.objects.order_by("pk").values_list("given_at", flat=True)
    assert given.first() < FRIDAY_AFTERNOON - timedelta(days=60)


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_build_county_twice_builds_once(capsys):
    before = content()
    call_command("build_county", "--size", "small")
    assert "already built" in capsys.readouterr().out
    assert content() == before


def _assert_cases():
    """What CERAR has of each: open and ended pathways, in every state, with all that belongs to them."""
    mel = User.objects.get(roles=["cerar_manager"])
    with clock.at(FRIDAY_AFTERNOON):
        found = list(pathways.tracker(by=mel, asked=Asked(order=Order.DUE)))
        standings = pathways.standings(by=mel, pathways=found)
        assert len(found) >= 500
        states = Counter(one.state for one in standings)
        assert {state for state in State if state != State.CLOSED} == set(states)
        overdue = [one for one in standings if one.due_on < FRIDAY_AFTERNOON.date()]
        assert 60 < len(overdue) < 200
        assert len(pathways.to_screen(by=mel)) >= 40
        assert {need.about for need in needs(by=mel)} >= set(About) - {
            About.ASSESSMENTS,
            About.INTERVIEWS,
        }
        assert Task.objects.filter(done_at=None, due_on__lt=clock.today()).exists()
        leads = User.objects.filter(roles=["lead_practitioner"])
        many = leads.annotate(children=Count("involvements")).filter(children=15)
        lead = many.order_by("pk")[0]  # the last ones have children without a pathway
        assert {need.about for need in needs(by=lead)} >= {About.PATHWAYS, About.TASKS}
        child = Child.objects.annotate(number=Count("entries")).order_by("-number")[0]
        assert 60 <= len(chronology.entries(by=mel).filter(child=child)) <= 100
        assert chronology.line(by=mel, child=child).happened
    assert Pathway.objects.filter(closed_at__isnull=False).count() >= 300
    assert not Pathway.objects.filter(closed_at__gt=FRIDAY_AFTERNOON).exists()
    for model in (LevelSet, Review, Screening, WorkerNeed):
        assert not model.objects.filter(at__gt=FRIDAY_AFTERNOON).exists()


def _assert_missing():
    """Episodes that keep every rule of the database, and an interview for each return."""
    episodes = Episode.objects.filter(police_reference__startswith="log", reports__sender__gt="")
    assert episodes.filter(reports__message__startswith="large").count() == 300 + 150
    assert 8 < Episode.objects.filter(until_at=None).count() < 12
    assert not Episode.objects.filter(from_at__gt=FRIDAY_AFTERNOON).exists()
    returned = Episode.objects.exclude(until_at=None)
    assert not returned.filter(answered=None).exists()
    held = Interview.objects.filter(held_at__isnull=False)
    assert held.filter(held_at__lte=F("due_at")).count() > 0.5 * held.count() > 100
    with clock.at(FRIDAY_AFTERNOON):
        mel = User.objects.get(roles=["cerar_manager"])
        assert len(missing.still_missing(by=mel)) >= 8
        assert 10 < len(interviews.interviews(by=mel, asked=interviews.Narrowing())) < 60


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_enlarge_adds_as_many_as_asked(capsys):
    before = Submission.objects.count()
    call_command("build_county", "--size", "large", "--submissions", "300", "--today", "2026-11-20")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every key leads somewhere
        # As the command does where no test holds the transaction: without it the database believes
        # that the tables are empty, and may look for minutes.
        tables = [one._meta.db_table for one in apps.get_models() if one._meta.managed]
        cursor.execute(f"ANALYZE {', '.join(tables)}")
    assert Submission.objects.count() == before + 300
    assert Submission.objects.filter(finished_at=None).count() >= 40
    assert Strand.objects.filter(children__isnull=False).count() > 150
    assert Submission.objects.latest("sent_at").sent_at < FRIDAY_AFTERNOON
    _assert_cases()
    _assert_missing()
    for name in bulk.NUMBERED.values():
        model = apps.get_model(name)
        references = model.objects.values_list("reference", flat=True)
        assert len(set(references)) == model.objects.count()
    assert "Writing submissions" in capsys.readouterr().out
