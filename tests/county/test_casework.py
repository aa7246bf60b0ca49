"""The newsletters' two stories, replayed through the product's own actions, as the newsletters tell
them; and what else stands in the county's tracker.
"""

from datetime import date, timedelta

import pytest
from django.db.models import F

from cairn.accounts import people
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.chronology import queries as chronology
from cairn.chronology import rules
from cairn.chronology.choices import Kind, Lane, Turn
from cairn.chronology.models import Entry
from cairn.foundation import clock
from cairn.interviews import telling
from cairn.interviews.choices import Answer
from cairn.interviews.models import Answered, Interview
from cairn.meetings.models import Meeting
from cairn.missing import queries as missing
from cairn.missing.models import Episode, Report, StrategyDiscussion
from cairn.pathways.choices import Ended
from cairn.pathways.models import Contact, Ending, LevelSet, Pathway
from cairn.plans.models import Plan
from tests.county.conftest import FRIDAY_AFTERNOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]
TODAY = FRIDAY_AFTERNOON.date()


@pytest.fixture
def girl():
    return Entry.objects.filter(kind=Kind.CRIME).first().child


def test_girl_of_the_newsletter_was_missing_27_times_and_not_since_june(girl):
    begun = Episode.objects.filter(child=girl).order_by("from_at").values_list("from_at", flat=True)
    days = [clock.local(at).date() for at in begun]
    assert len(days) == 27
    assert {day.month for day in days} == {5, 6}
    assert (days[0], days[-1]) == (date(2026, 5, 1), date(2026, 6, 28))
    with clock.at(FRIDAY_AFTERNOON):
        found = chronology.line(by=people.system(), child=girl).happened
    assert rules.missing_in_words(found, today=TODAY) == (
        "Reported missing 27 times, first on 1 May 2026 and last on 28 June 2026."
        " Not once in the 4 months since."
    )


def test_every_report_of_her_is_kept_and_joined_and_she_came_back_each_time(girl):
    reports = Report.objects.filter(child=girl)
    assert reports.count() == 27 + 7  # now and then somebody at home rang before the police wrote
    assert not reports.filter(episode=None).exists()
    assert not reports.exclude(asks="").exists()
    assert not reports.filter(acknowledged_at=None).exists()
    assert {one.ended for one in Episode.objects.filter(child=girl)} == {"returned"}
    assert StrategyDiscussion.objects.filter(child=girl).count() == 3
    assert Plan.objects.filter(child=girl, kind="response").exists()
    with clock.at(FRIDAY_AFTERNOON):
        system = people.system()
        assert missing.often(by=system, child=girl) is None
        assert any("The car park stairs" in one for one in missing.habits(by=system, child=girl))


def test_each_return_of_hers_is_answered_by_one_interview_and_some_by_the_same(girl):
    episodes = Episode.objects.filter(child=girl)
    assert Answered.objects.filter(episode__in=episodes, taken_out_at=None).count() == 27
    hers = Interview.objects.filter(child=girl)
    assert 15 < hers.filter(joined_to=None).count() < 27
    assert not hers.filter(telling.RUNNING).exists()
    in_time = hers.filter(held_at__lte=F("due_at"))
    assert 10 < in_time.count() < hers.filter(held_at__isnull=False).count()
    for one in hers.filter(answer=Answer.DECLINED):
        assert one.carers_said
    for one in hers.filter(held_at__isnull=False):
        assert one.childs_words
        assert one.seen
    assert not hers.filter(signed_off_by=F("held_by")).exists()


def test_one_child_is_missing_now_and_one_is_due_an_interview():
    [now] = Episode.objects.filter(until_at=None)
    assert (FRIDAY_AFTERNOON - now.from_at) < timedelta(hours=8)
    assert Plan.objects.filter(child=now.child, kind="response").exists()
    system, day = people.system(), timedelta(days=1)
    [back] = Episode.objects.filter(until_at__gt=FRIDAY_AFTERNOON - 2 * day)
    with clock.at(FRIDAY_AFTERNOON):
        due = missing.interview_due(by=system, episode=back)
        assert FRIDAY_AFTERNOON + day < due < FRIDAY_AFTERNOON + 2 * day
        [together] = missing.together(by=system, child=now.child)
    assert together.other.child == back.child


def test_girl_of_the_newsletter_was_thirteen_and_suspected_of_thirty_crimes(girl):
    spring = date(2026, 6, 1)
    assert (spring - girl.born_on).days // 365 in {12, 13}
    crimes = Entry.objects.filter(child=girl, kind=Kind.CRIME, what__startswith="Suspected")
    assert crimes.count() == 30
    assert crimes.order_by("from_on").last().from_on <= date(2026, 6, 30)
    assert Entry.objects.filter(child=girl, kind=Kind.DISRUPTION).exists()


def test_girl_of_the_newsletter_had_a_worker_and_her_pathway_ended(girl):
    worker = Involvement.objects.get(child=girl, kind=InvolvementKind.INTERVENTION_WORKER)
    assert worker.since_on == date(2026, 5, 8)
    pathway = Pathway.objects.get(child=girl)
    levels = LevelSet.objects.filter(pathway=pathway).values_list("level", flat=True)
    assert list(levels) == ["medium", "high", "medium", "low"]
    assert Ending.objects.get(pathway=pathway).why == Ended.SAFER
    assert Meeting.objects.filter(child=girl, sent_at__isnull=False).count() == 6
    better = Entry.objects.filter(child=girl, turn=Turn.BETTER).values_list("kind", flat=True)
    assert {Kind.HOME, Kind.EDUCATION} <= set(better)


def test_children_of_the_line_are_in_education_and_have_no_pathway():
    closed = Entry.objects.filter(kind=Kind.DISRUPTION, what="Police close the county line")
    children = Child.objects.filter(pk__in=closed.values("child"))
    assert children.count() == 4
    assert not Pathway.objects.filter(child__in=children, closed_at=None).exists()
    assert Pathway.objects.filter(child__in=children).count() == 4
    for child in children:
        schooling = Entry.objects.filter(child=child, kind=Kind.EDUCATION).order_by("from_on")
        assert schooling.first().turn == Turn.HARDER
        assert schooling.last().turn == Turn.BETTER
    without = [_days_without_school(child) for child in children]
    assert sum(days > 548 for days in without) == 1  # eighteen months


def _days_without_school(child):
    schooling = Entry.objects.filter(child=child, kind=Kind.EDUCATION).order_by("from_on")
    return (schooling.last().from_on - schooling.first().from_on) / timedelta(days=1)


def test_two_children_of_the_line_are_recognised_and_their_direct_work_has_ended():
    recognised = Entry.objects.filter(what__contains="victim of modern slavery")
    assert recognised.count() == 2
    workers = Involvement.objects.filter(
        child__in=recognised.values("child"), kind=InvolvementKind.INTERVENTION_WORKER
    )
    assert [bool(one.until_on) for one in workers] == [True, True]


def test_every_contact_ended_somewhere_or_waits():
    assert Contact.objects.exclude(screening=None).count() >= 8
    for pathway in Pathway.objects.all():
        assert pathway.screenings.exists()


def test_line_shows_the_story_in_every_lane(girl):
    with clock.at(FRIDAY_AFTERNOON):
        found = chronology.line(by=people.system(), child=girl).happened
    assert {one.lane for one in found} == set(Lane)
