"""What repeats: often, together, at one place, at one hour; and that nobody is named who may not be."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cairn.accounts.models import Notice
from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.home.queries import needs
from cairn.missing import actions, picture, queries
from cairn.missing.choices import What
from cairn.missing.models import StrategyDiscussion
from cairn.missing.rules import patterns as rules
from cairn.missing.rules.patterns import Spell
from cairn.networks.models import Adult
from cairn.pathways.models import Contact, Pathway
from tests.missing.test_response import BACKEND, by_priya, read  # noqa: F401

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LIMITS = {30: 3, 90: 4}


def ago(*days):
    return [NOW - one * DAY for one in days]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], None), ([1, 2], None), ([1, 2, 3], "Three times in 30 days"),
        ([1, 2, 32], None), ([1, 10, 29, 30], "Four times in 30 days"),
        ([1, 32, 60, 80], "Four times in 90 days"), ([1, 32, 60, 92], None),
        ([70, 75, 80], "Three times in 30 days"),  # it stands until somebody answers
        ([91, 95, 99], None),
    ],
)  # fmt: skip
def test_often_counts_what_began_within_days(days, said):
    found = rules.often(ago(*days), LIMITS, answered_at=None, now=NOW)
    assert (found.said if found else None) == said


def test_often_begins_again_after_an_answer():
    answered_at = NOW - 5 * DAY
    assert rules.often(ago(1, 2, 6, 7, 8), LIMITS, answered_at=answered_at, now=NOW) is None
    assert rules.often(ago(1, 2, 3, 6, 7), LIMITS, answered_at=answered_at, now=NOW).times == 3


@given(st.lists(st.integers(0, 200), max_size=30), st.none() | st.integers(0, 200))
def test_often_is_as_a_plain_count_says(days, answered):
    answered_at = None if answered is None else NOW - answered * DAY
    counted = [one for one in days if answered is None or one < answered]
    reached = any(
        last <= 90 and (
            sum(last <= one < last + 30 for one in counted) >= 3
            or sum(last <= one < last + 90 for one in counted) >= 4
        )
        for last in counted
    )  # fmt: skip
    found = rules.often(ago(*days), LIMITS, answered_at=answered_at, now=NOW)
    assert (found is not None) == reached


def spell(number, start, end=None, **more):
    at = {"from_at": NOW - start * HOUR, "until_at": None if end is None else NOW - end * HOUR}
    return Spell(number, number, **at, **more)


PARK, STEPS = ("the park", "The park"), (7, "The steps")


@pytest.mark.parametrize(
    ("mine", "other", "how"),
    [
        (spell(1, 9, 5, found=PARK), spell(2, 8, 2, found=PARK), rules.SAME_PLACE),
        (spell(1, 9, 5, found=PARK), spell(2, 8, 2, found=STEPS), ""),
        (spell(1, 9, 5, found=PARK), spell(2, 5, 2, found=PARK), ""),  # one after the other
        (spell(1, 9, 5), spell(2, 8, 2), ""),  # at one time, and nothing else
        (spell(1, 9), spell(2, 8, with_children={1}), rules.FOUND_TOGETHER),
        (spell(1, 9, with_adults={4}), spell(2, 8, with_adults={4, 5}), rules.SAME_ADULT),
        (spell(1, 9, 8.5, seen=STEPS), spell(2, 7, seen=STEPS), rules.LEFT_TOGETHER),
        (spell(1, 9.1, 8.5, seen=STEPS), spell(2, 7, seen=STEPS), ""),
    ],
)
def test_how_together_is_the_same_from_both_sides(mine, other, how):
    assert rules.how_together(mine, other, now=NOW) == how
    assert rules.how_together(other, mine, now=NOW) == how


def test_home_is_no_place_that_two_children_share():
    for words in ("", "home", "At home.", "the placement", "At school"):
        assert rules.place_of(None, words) is None, words
    assert rules.place_of(None, "At the Park!") == ("park", "At the Park!")
    assert rules.place_of(7, "home") == (7, "home")


def test_habits_say_where_with_whom_and_when_and_only_whom_the_reader_may_know():
    evening = NOW.replace(hour=20)
    spells = [
        Spell(n, 1, evening - n * DAY, found=PARK, with_adults=frozenset({4, 5})) for n in range(3)
    ]
    assert rules.habits(spells, {4: "Shaz"}) == [
        "Found three times at the same place: The park.",
        "Found three times with the same adult: Shaz.",
        "Mostly in the evening: 3 of 3 times.",
    ]
    assert rules.habits(spells[:2], {})[1:] == []
    mixed = [Spell(n, 1, NOW - n * 7 * HOUR) for n in range(6)]
    assert rules.habits(mixed, {}) == []


def test_part_of_day_is_by_the_clocks_on_the_wall():
    assert rules.part_of_day(datetime(2026, 7, 1, 21, 30, tzinfo=UTC)) == "at night"  # 10:30pm BST
    assert rules.part_of_day(datetime(2026, 1, 1, 21, 30, tzinfo=UTC)) == "in the evening"
    assert rules.part_of_day(datetime(2026, 1, 1, 6, 0, tzinfo=UTC)) == "in the morning"


def test_beside_support_compares_the_months_before_with_those_since():
    spring = [date(2026, 5, 1) + timedelta(days=2 * number) for number in range(27)]
    support_on, today = date(2026, 5, 8), date(2026, 11, 20)
    before, since = rules.beside_support(spring, support_on=support_on, today=today)
    assert (before.times, since.times) == (4, 23)
    assert (before.per_month, since.per_month) == (4.0, 3.6)
    assert (before.longest_days, since.longest_days) == (2, 151)
    assert rules.beside_support(spring, support_on=spring[0], today=today) is None
    assert rules.beside_support(spring, support_on=None, today=today) is None
    months = picture.months(spring, support_on=support_on, today=today)
    assert [one.times for one in months] == [16, 11, 0, 0, 0, 0, 0]
    drawn = picture.picture(months, support_on=support_on)
    assert drawn.support == round(50 * 7 / 31, 1)
    assert all(bar.x >= 0 and bar.x + bar.width <= drawn.width for bar in drawn.bars)


# --- in the database ---------------------------------------------------------------------------


@pytest.fixture
def missed(reported):
    """Episodes that are over, so many days ago: missed(9, 5, 1, child=kim, at="The park")."""

    def made(*days, by=None, **more):
        said = {name: more.pop(name) for name in ("found_where", "last_seen_where") if name in more}
        found = []
        for one in days:
            hours = 24 * one
            if "found_where" in said:
                more["found_at"] = clock.now() - (hours - 1) * HOUR
            more = {**more, **({"by": by} if by else {})}
            found.append(
                reported(
                    hours_ago=hours, last_seen=hours, returned=hours - 2, said=said, **more
                ).episode
            )
        return found

    return made


@pytest.fixture
def kim(system, northmoor, priya, northmoor_services):
    """Another child of Priya's."""
    child = Child.objects.create(
        given_name="Kim", family_name="Beck", search_name="kim beck", council=northmoor,
        added_at=clock.now(), added_by=system,
    )  # fmt: skip
    involved = {
        "agency": northmoor_services,
        "person": priya,
        "why": "-",
        "since_on": date(2026, 1, 1),
    }
    Involvement.objects.create(child=child, kind="lead_practitioner", **involved)
    return child


def follow(*events):
    """What the worker would do after these events."""
    table = reactions.table()
    for one in AuditEvent.objects.filter(event__in=events).order_by("pk"):
        for path in table[one.event]:
            reactions.run(event_id=one.pk, reaction=path)


def test_third_episode_asks_for_a_discussion_and_tells_once(missed, mel, jade):
    missed(9, 5)
    follow("missing.opened")
    assert queries.often(by=mel, child=jade) is None
    missed(1, 0.5)
    for _ in range(2):
        follow("missing.opened", "missing.often")
    assert AuditEvent.objects.filter(event="missing.often").count() == 1
    contact = Contact.objects.get()
    assert (contact.source, contact.child) == ("missing", jade)
    assert contact.said == "Missing 3 times in 30 days: a strategy discussion is asked for."
    assert queries.often(by=mel, child=jade).said == "Four times in 30 days"


def test_all_opened_before_the_worker_looked_still_tell_once(missed, jade):
    missed(9, 5, 3, 1)
    follow("missing.opened")
    follow("missing.often")
    assert Contact.objects.count() == 1


def test_with_an_open_pathway_its_lead_hears_and_no_contact_is_made(missed, priya, jade, mel):
    Pathway.objects.create(child=jade, council=jade.council, opened_at=clock.now(), opened_by=mel)
    missed(9, 5, 1)
    for event in ("missing.opened", "missing.often", "missing.often"):
        follow(event)
    assert not Contact.objects.exists()
    notices = Notice.objects.filter(key__startswith="pathways.often")
    assert [one.person for one in notices] == [priya]
    assert notices[0].page == "missing:child"


def test_the_answer_is_on_the_list_of_who_decides_until_it_is_given(missed, mel, priya, jade):
    missed(9, 5, 1)
    [need] = [one for one in needs(by=mel, about="missing") if "strategy" in one.text]
    assert need.page == reverse("missing:discussion", args=[jade.reference])
    assert not [one for one in needs(by=priya, about="missing") if "strategy" in one.text]
    said = {"by": mel, "child": jade.reference, "outcome": "held"}
    with pytest.raises(Refused, match="with whom"):
        actions.answer_discussion(key=uuid.uuid4(), **said)
    said |= {"held_on": clock.today(), "with_whom": "Police and health", "key": uuid.uuid4()}
    made = actions.answer_discussion(**said)
    assert actions.answer_discussion(**said) == made
    assert made.asked == "Three times in 30 days"
    assert not [one for one in needs(by=mel, about="missing") if "strategy" in one.text]
    with pytest.raises(Refused, match="somebody may have answered"):
        actions.answer_discussion(**said | {"key": uuid.uuid4()})
    assert StrategyDiscussion.objects.count() == 1


def test_answer_page_asks_for_what_is_missing_and_keeps_what_was_typed(client, missed, mel, jade):
    missed(9, 5, 1)
    client.force_login(mel, backend=BACKEND)
    where = reverse("missing:discussion", args=[jade.reference])
    assert "missing three times in 30 days" in client.get(where).content.decode()
    sent = {"outcome": "not_needed", "with_whom": "Nobody", "key": str(uuid.uuid4())}
    said = client.post(where, sent).content.decode()
    assert "Say why no strategy discussion is needed." in said
    assert 'value="Nobody"' in said
    done = client.post(where, sent | {"why": "Held last week elsewhere"}, follow=True)
    said = done.content.decode()
    assert "No strategy discussion needed." in said
    assert "Held last week elsewhere" in said
    assert "is asked for" not in said


def test_missing_together_is_said_of_children_the_reader_may_know(missed, priya, jade, kim):
    missed(3, found_where="The steps by the weir")
    missed(3, child=kim, found_where="the steps by the weir.")
    [one] = queries.together(by=priya, child=jade)
    assert (one.other.child, one.how) == (kim, rules.SAME_PLACE)
    [one] = queries.together(by=priya, child=kim)
    assert one.other.child == jade


def test_same_adult_is_named_only_to_who_may_know_adults(missed, say, priya, mel, jade, northmoor):
    shaz = Adult.objects.create(
        name="Shaz", search_text="shaz", council=northmoor, added_at=clock.now(), added_by=mel
    )
    for episode in missed(9, 5):
        actions.say(
            by=mel, reference=episode.reference, what=What.FOUND,
            at=episode.until_at - HOUR, with_adults=[shaz.reference], key=uuid.uuid4(),
        )  # fmt: skip
    assert queries.habits(by=mel, child=jade) == ["Found twice with the same adult: Shaz."]
    assert queries.habits(by=priya, child=jade) == []


def _bytes(client, *rows):
    """What the reader can tell of Jade's pages, without what is random in them."""
    found = ""
    for name, row in rows:
        said = read(client, name, row)
        found += re.sub(r'(csrfmiddlewaretoken" value=|nonce=|value=)"[^"]+"', r"\1", said)
    return found


def test_pages_are_the_same_to_the_byte_with_and_without_a_child_out_of_reach(
    by_priya, missed, jade, kim, priya, mel  # noqa: F811
):  # fmt: skip
    [episode] = missed(3, found_where="The steps by the weir")
    Involvement.objects.filter(child=kim).delete()
    Child.objects.filter(pk=kim.pk).update(is_restricted=True, restricted_because="-")
    rows = (("child", jade), ("episode", episode))
    before = _bytes(by_priya, *rows)
    with transaction.atomic():
        Child.objects.filter(pk=kim.pk).update(is_restricted=False, restricted_because="")
        missed(3, 2, 1, child=kim, by=mel, found_where="The steps by the weir")
        assert queries.together(by=mel, child=jade)
        assert queries.together(by=priya, child=jade) == []
        assert _bytes(by_priya, *rows) == before
        transaction.set_rollback(True)


def test_child_page_asks_as_often_for_many_episodes_as_for_few(by_priya, missed, jade, kim):  # noqa: F811
    counted = []
    for days in ((9, 5), (20, 18, 16, 14, 12, 11, 8, 7, 6, 4, 3)):
        missed(*days, found_where="The steps by the weir")
        missed(*days, child=kim, found_where="The steps by the weir")
        read(by_priya, "child", jade)
        with CaptureQueriesContext(connection) as captured:
            read(by_priya, "child", jade)
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 40


def test_support_stands_beside_what_was_before(by_priya, missed, jade, priya, northmoor_services):  # noqa: F811
    missed(80, 75, 70, 20)
    Involvement.objects.create(
        child=jade, kind="intervention_worker", agency=northmoor_services, person=priya, why="-",
        since_on=clock.today() - 60 * DAY,
    )  # fmt: skip
    said = read(by_priya, "child", jade)
    assert "Before and since support began" in said
    assert said.count("<svg") >= 1
    assert "The same as a table" in said
