"""Adding, changing, searching and looking: within reach, once, and with a trace."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.audit.models import AuditEvent
from cairn.children import actions, queries
from cairn.children.choices import NEWS, Event
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused


def events(*kinds):
    return list(AuditEvent.objects.filter(event__in=kinds).order_by("id"))


def names(found):
    return [child.name for child in found]


def test_add_child_twice_with_one_key_is_one_record(nia, northmoor):
    key = uuid.uuid4()
    one, two = (
        actions.add_child(by=nia, council=northmoor, given_name="Ava", key=key) for _ in range(2)
    )
    assert one == two
    assert len(events(Event.ADDED)) == 1


def test_add_child_with_the_key_of_somebody_else_tells_nothing(nia, mel, northmoor):
    key = uuid.uuid4()
    actions.add_child(by=nia, council=northmoor, given_name="Ava", key=key)
    with pytest.raises(OutOfReach):
        actions.add_child(by=mel, council=northmoor, given_name="Ava", key=key)


def test_add_child_waits_until_the_likely_ones_were_looked_at(nia, jade, northmoor):
    said = {"given_name": "Jade", "family_name": "Exampel", "council": northmoor}
    with pytest.raises(Refused, match="may be the same child"):
        actions.add_child(by=nia, **said)
    added = actions.add_child(by=nia, not_these=[jade.reference], **said)
    assert added.search_name == "jade exampel"


def test_add_child_compares_only_within_reach(nia, restricted, northmoor):
    added = actions.add_child(by=nia, council=northmoor, given_name="Jade", family_name="Example")
    assert added != restricted


def test_add_child_needs_a_name_or_a_description(nia, northmoor):
    with pytest.raises(Refused, match="Enter a name"):
        actions.add_child(by=nia, council=northmoor)
    found = actions.add_child(by=nia, council=northmoor, description="Girl with a green bicycle")
    assert found.search_name == "girl with a green bicycle"


def test_add_child_elsewhere_is_refused(nia, southmere):
    with pytest.raises(Refused, match="area"):
        actions.add_child(by=nia, council=southmere, given_name="Ava")


def test_add_child_without_the_role_is_refused(priya, northmoor):
    with pytest.raises(Refused):
        actions.add_child(by=priya, council=northmoor, given_name="Ava")


@pytest.mark.parametrize(
    ("said", "finds"),
    [
        ({"given_name": "Jade", "family_name": "Example"}, True),
        ({"given_name": "JADE", "family_name": "Exàmple"}, True),
        ({"given_name": "Jayde", "family_name": "Example"}, True),
        ({"given_name": "J", "also_known_as": ["Jade Example"]}, True),
        ({"given_name": "Jody", "born_on": date(2012, 5, 4)}, True),
        ({"born_on": date(2012, 5, 4)}, True),
        ({"given_name": "Marlon", "family_name": "Otherwise"}, False),
        ({"given_name": "Jade", "family_name": "Otherwise", "born_on": date(2009, 1, 1)}, False),
    ],
)
def test_likely_same_finds_what_is_worth_a_look(nia, jade, said, finds):
    assert (jade in queries.likely_same(by=nia, **said)) is finds


def test_change_child_keeps_the_first_of_two_and_refuses_the_second(nia, mel, jade):
    actions.change_child(
        by=nia, reference=jade.reference, version=1, changes={"school": "Hill School"}
    )
    with pytest.raises(Overtaken):
        actions.change_child(
            by=mel, reference=jade.reference, version=1, changes={"school": "Vale School"}
        )
    jade.refresh_from_db()
    assert (jade.school, jade.version) == ("Hill School", 2)
    assert [event.details["changed"] for event in events(Event.CHANGED)] == [["school"]]


def test_change_child_without_a_change_leaves_no_trace(nia, jade):
    actions.change_child(by=nia, reference=jade.reference, version=1, changes={"school": ""})
    assert events(Event.CHANGED) == []


def test_change_child_keeps_names_to_be_found(nia, jade):
    changes = {"also_known_as": ["Jadey", "Sparrow"]}
    actions.change_child(by=nia, reference=jade.reference, version=1, changes=changes)
    assert names(queries.search(by=nia, text="sparrow")) == ["Jade Example"]


def test_change_child_cannot_touch_what_is_not_theirs_to_change(nia, jade):
    with pytest.raises(ValueError, match="is_restricted"):
        actions.change_child(
            by=nia, reference=jade.reference, version=1, changes={"is_restricted": True}
        )


def test_change_child_opened_in_an_emergency_is_refused(hugo, jade, hours):
    actions.open_in_emergency(by=hugo, reference=jade.reference, reason="x" * 40)
    assert actions.read_child(by=hugo, reference=jade.reference) == jade
    with pytest.raises(Refused, match="read it, not change it"):
        actions.change_child(by=hugo, reference=jade.reference, version=1, changes={"school": "x"})
    with pytest.raises(Refused, match="read it, not change it"):
        actions.restrict(by=hugo, reference=jade.reference, reason="x" * 40)


@pytest.mark.parametrize("read", [actions.read_child, actions.show_address])
def test_reading_leaves_a_trace_and_out_of_reach_none(priya, olu, jade, read):
    read(by=priya, reference=jade.reference.lower().replace("-", " "))
    (event,) = events(Event.VIEWED, Event.ADDRESS_SEEN)
    assert (event.actor_id, event.record_id) == (str(priya.pk), jade.reference)
    with pytest.raises(OutOfReach):
        read(by=olu, reference=jade.reference)
    assert len(events(Event.VIEWED, Event.ADDRESS_SEEN)) == 1


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("jade", True), ("JADE EXAMPLE", True), ("example jade", True), ("exam", True),
        ("jade exampel", True), ("Exampel", True), ("zebedee", False), ("", False), ("  ", False),
        ("%", False), ("_", False), ("'; DROP TABLE", False),
    ],
)  # fmt: skip
def test_search_by_name(nia, jade, text, finds):
    assert (jade in queries.search(by=nia, text=text)) is finds


def test_search_by_reference_and_by_birthday(nia, jade, new_child, northmoor):
    new_child("Ava", "Sample", northmoor, nia, born_on=date(2012, 5, 4))
    assert queries.search(by=nia, text=jade.reference.lower().replace("-", "")) == [jade]
    assert names(queries.search(by=nia, text="", born_on=date(2012, 5, 4))) == [
        "Jade Example",
        "Ava Sample",
    ]
    assert names(queries.search(by=nia, text="Ava", born_on=date(2012, 5, 4)))[0] == "Ava Sample"


def test_search_short_names_and_other_names(nia, new_child, northmoor):
    new_child("Jo", "Li", northmoor, nia, also_known_as=["Skipper"])
    assert names(queries.search(by=nia, text="jo")) == ["Jo Li"]
    assert names(queries.search(by=nia, text="li")) == ["Jo Li"]
    assert names(queries.search(by=nia, text="skiper")) == ["Jo Li"]


def test_search_is_bounded(nia, new_child, northmoor):
    for number in range(25):
        new_child("Ava", f"Sample{number}", northmoor, nia)
    assert len(queries.search(by=nia, text="ava")) == 20


def test_find_children_keeps_what_was_found_and_not_what_was_typed(nia, jade):
    actions.find_children(by=nia, text="Jade Example")
    (event,) = events(Event.SEARCHED)
    assert event.details == {"found": [jade.reference]}


@pytest.mark.django_db
@given(text=st.text(max_size=300))
def test_search_of_anything_at_all_answers(text):
    """Hypothesis shares one transaction; nothing here writes a child."""
    from tests.children.someone import hub_worker

    found = queries.search(by=hub_worker(), text=text)
    assert found == []
    assert queries.likely_same(by=hub_worker(), given_name=text, also_known_as=[text]) == []


def test_listed_narrows(nia, priya, jade, new_child, northmoor, southmere, mel):
    other = new_child("Ava", "Sample", northmoor, nia)
    there = new_child("Bo", "Sample", southmere, nia)
    ref = {child.reference for child in queries.listed(by=mel)}
    assert ref == {jade.reference, other.reference, there.reference}
    assert list(queries.listed(by=mel, council="southmere")) == [there]
    assert list(queries.listed(by=mel, kind="police")) == [jade]
    assert list(queries.listed(by=mel, is_mine=True)) == []
    assert list(queries.listed(by=priya, is_mine=True)) == [jade]
    assert queries.listed(by=mel, kind="police")[0].leads[0].person == priya


def test_export_refuses_more_than_can_be_watched(nia, jade, monkeypatch):
    monkeypatch.setattr("cairn.children.rules.MOST_EXPORTED", 0)
    with pytest.raises(Refused, match="Narrow"):
        actions.export_children(by=nia)
    assert events(Event.EXPORTED) == []


def test_news_is_what_others_did_since_the_last_sitting(priya, nia, jade):
    now = clock.now()
    assert _news(priya, jade) == (None, [])
    with clock.at(now - timedelta(days=2)):
        actions.read_child(by=priya, reference=jade.reference)
    with clock.at(now - timedelta(days=1)):
        changed = actions.change_child(
            by=nia, reference=jade.reference, version=1, changes={"school": "Vale School"}
        )
    looked_at, news = _news(priya, changed)
    assert looked_at == now - timedelta(days=2)
    assert [(one.who, one.words) for one in news] == [("Nia", NEWS[Event.CHANGED])]
    actions.read_child(by=priya, reference=jade.reference)
    assert _news(priya, jade)[1]  # still marked in this sitting
    with clock.at(now + timedelta(hours=2)):
        assert _news(priya, jade)[1] == []


def test_my_children_puts_those_with_news_first(
    priya, nia, jade, new_child, northmoor, northmoor_services, involve
):
    now = clock.now()
    first = new_child("Ava", "Aardvark", northmoor, nia)
    involve(first, northmoor_services, person=priya)
    new_child("Not", "Mine", northmoor, nia)
    with clock.at(now - timedelta(days=1)):
        for child in (first, jade):
            actions.read_child(by=priya, reference=child.reference)
    assert [row.child for row in queries.my_children(by=priya)] == [first, jade]
    actions.change_child(by=nia, reference=jade.reference, version=1, changes={"school": "Vale"})
    rows = queries.my_children(by=priya)
    assert [(row.child, row.new) for row in rows] == [
        (jade, (NEWS[Event.CHANGED],)),
        (first, ()),
    ]


def test_my_children_asks_the_same_number_of_times_for_3_and_30(
    priya, nia, jade, new_child, northmoor, northmoor_services, involve, django_assert_num_queries
):
    for number in range(30):
        if number in (3, 29):
            with django_assert_num_queries(4):
                list(queries.my_children(by=priya))
        child = new_child("Ava", f"Sample{number}", northmoor, nia)
        involve(child, northmoor_services, person=priya)


def _news(by, child):
    return queries.news(by=by, child=queries.child(by=by, reference=child.reference))
