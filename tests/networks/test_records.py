"""Adults, places and things: within the area, looked for before they are made, one of each thing."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.audit.models import AuditEvent
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.networks import actions, queries, rules
from cairn.networks.choices import Event, PlaceKind, ThingKind
from cairn.networks.models import Adult, Place, Thing
from tests.children.someone import hub_worker

SEES = {
    "pat": True, "mel": True, "cory": True, "noor": False, "priya": False, "sam": False,
    "olu": False, "wren": False, "system": True,
}  # fmt: skip
REFUSED = ("audrey", "tess", "dee", "ada", "otto", "stranger")


@pytest.mark.parametrize("who", SEES)
def test_reach_of_the_cast(request, shaz, takeaway, phone, who):
    by = request.getfixturevalue(who)
    for rows in (queries.adults(by=by), queries.places(by=by), queries.things(by=by)):
        assert rows.exists() is SEES[who]


@pytest.mark.parametrize("who", REFUSED)
def test_reach_of_others_is_refused(request, shaz, who):
    with pytest.raises(Refused):
        queries.adults(by=request.getfixturevalue(who))


def test_add_without_the_role_or_the_area_is_refused(mel, noor, northmoor):
    with pytest.raises(Refused):
        actions.add_adult(by=mel, council=northmoor, name="Shaz")
    with pytest.raises(Refused, match="area"):
        actions.add_adult(by=noor, council=northmoor, name="Shaz")


def test_add_adult_twice_with_one_key_is_one_record(pat, northmoor):
    key = uuid.uuid4()
    said = {"council": northmoor, "name": "Shaz", "key": key}
    assert actions.add_adult(by=pat, **said) == actions.add_adult(by=pat, **said)
    assert AuditEvent.objects.filter(event=Event.ADULT_ADDED).count() == 1


def test_add_adult_waits_until_the_likely_ones_were_looked_at(pat, shaz, northmoor):
    with pytest.raises(Refused, match="may be the same"):
        actions.add_adult(by=pat, council=northmoor, name="Shaz Inventdman")
    actions.add_adult(by=pat, council=northmoor, name="Shaz Inventdman", not_these=[shaz.reference])
    assert Adult.objects.count() == 2


def test_add_place_waits_until_the_likely_ones_were_looked_at(pat, takeaway, northmoor):
    said = {"council": northmoor, "kind": PlaceKind.TAKEAWAY, "name": "Imposible Kebab"}
    with pytest.raises(Refused, match="may be the same"):
        actions.add_place(by=pat, **said)
    by_address = said | {"name": "Zed’s", "address": "1 Nowhere Street"}
    with pytest.raises(Refused, match="may be the same"):
        actions.add_place(by=pat, **by_address)
    assert actions.add_place(by=pat, **(said | {"name": "Zed’s"})) != takeaway


def test_add_adult_compares_only_within_reach(noor, shaz, southmere):
    assert actions.add_adult(by=noor, council=southmere, name="Shaz Inventedman") != shaz


@pytest.mark.parametrize(
    ("kind", "value", "platform", "same"),
    [
        (ThingKind.PHONE, "+44 (0)7700 900123", "", "07700900123"),
        (ThingKind.VEHICLE, "qb12 3xx", "", "QB123XX"),
        (ThingKind.VEHICLE, "QB?2 ??X", "", "qb?2??x"),
        (ThingKind.ONLINE, "@Ghost_Rider", "snap", "ghost_rider"),
    ],
)
def test_add_thing_gives_the_one_that_is_the_same(pat, northmoor, kind, value, platform, same):
    said = {"council": northmoor, "kind": kind, "platform": platform}
    first = actions.add_thing(by=pat, value=value, **said)
    assert actions.add_thing(by=pat, value=same, **said) == first
    assert Thing.objects.count() == 1
    assert AuditEvent.objects.filter(event=Event.THING_ADDED).count() == 1


def test_add_thing_in_another_area_tells_nothing_of_this_one(pat, noor, southmere, phone):
    there = actions.add_thing(
        by=noor, council=southmere, kind=ThingKind.PHONE, value="07700 900123"
    )
    assert there != phone
    # Somebody who works in both areas is given the one that is there, and in the area they say.
    for thing in (phone, there):
        again = actions.add_thing(
            by=pat, council=thing.council, kind=ThingKind.PHONE, value="07700900123"
        )
        assert again == thing


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (ThingKind.PHONE, "07700", "whole phone number"),
        (ThingKind.PHONE, "call me", "whole phone number"),
        (ThingKind.VEHICLE, "?", "at least 2"),
        (ThingKind.VEHICLE, "A??????", "at least 2"),
        (ThingKind.VEHICLE, "a white van near the park", "at least 2"),
        (ThingKind.ONLINE, "@", "name that is used online"),
    ],
)
def test_add_thing_says_what_is_wrong(pat, northmoor, kind, value, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.add_thing(by=pat, council=northmoor, kind=kind, value=value)


def test_change_keeps_the_first_of_two_and_refuses_the_second(pat, shaz):
    said = {"reference": shaz.reference, "version": 1}
    actions.change_adult(by=pat, changes={"age_guess": "thirties"}, **said)
    with pytest.raises(Overtaken):
        actions.change_adult(by=pat, changes={"age_guess": "forties"}, **said)
    shaz.refresh_from_db()
    assert (shaz.age_guess, shaz.version) == ("thirties", 2)


def test_change_of_a_number_is_not_a_change(pat, phone):
    with pytest.raises(ValueError, match="value"):
        actions.change_thing(
            by=pat, reference=phone.reference, version=1, changes={"value": "07700 900999"}
        )


def test_change_keeps_what_it_is_found_by(pat, takeaway):
    actions.change_place(
        by=pat, reference=takeaway.reference, version=1, changes={"name": "Kebab of Zed"}
    )
    assert queries.search_places(by=pat, text="zed") == [takeaway]


@pytest.mark.parametrize("text", ["shaz", "Inventedman", "inventdman", "SHAZZA", "made up st"])
def test_search_adults(pat, noor, shaz, text):
    assert queries.search_adults(by=pat, text=text) == [shaz]
    assert queries.search_adults(by=noor, text=text) == []


@pytest.mark.parametrize("text", ["kebab", "imposible", "Nowhere Street", "the impossible kebab"])
def test_search_places(pat, takeaway, text):
    assert queries.search_places(by=pat, text=text) == [takeaway]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("07700 900123", "phone"), ("+447700900123", "phone"), ("900123", "phone"),
        ("QB12 3XX", "van"), ("qb12", "van"), ("?B12", "van"), ("QBI2", "van"), ("Q?1? 3", "van"),
        ("white van", "van"), ("07700 900999", None), ("zz99", None), ("?", None), ("", None),
    ],
)  # fmt: skip
def test_search_things(request, pat, phone, van, text, finds):
    found = queries.search_things(by=pat, text=text)
    assert found[:1] == ([request.getfixturevalue(finds)] if finds else [])


def test_search_finds_a_plate_that_was_seen_in_part(pat, northmoor):
    seen = actions.add_thing(by=pat, council=northmoor, kind=ThingKind.VEHICLE, value="QB?? 3X")
    assert queries.search_things(by=pat, text="QB12 3XX") == [seen]
    assert queries.same_things(by=pat, kind=ThingKind.VEHICLE, value="QB12 3XX") == [seen]


def test_search_by_reference(pat, shaz, van):
    assert queries.search_adults(by=pat, text=shaz.reference.lower().replace("-", " ")) == [shaz]
    assert queries.search_things(by=pat, text=van.reference) == [van]


@pytest.mark.django_db
@given(text=st.text(max_size=200))
def test_search_of_anything_at_all_answers(text):
    by = hub_worker()
    for search in (queries.search_adults, queries.search_places, queries.search_things):
        assert search(by=by, text=text) == []


@given(value=st.text(max_size=60), platform=st.text(max_size=20), kind=st.sampled_from(ThingKind))
def test_thing_is_refused_in_words_or_has_a_form(value, platform, kind):
    said = {"kind": kind, "value": value, "platform": platform}
    assert bool(rules.reason_not_to_keep_thing(**said)) is not bool(rules.normal_thing(**said))


@pytest.mark.parametrize(
    ("read", "of", "event"),
    [
        (actions.read_adult, "shaz", Event.ADULT_VIEWED),
        (actions.read_place, "takeaway", Event.PLACE_VIEWED),
        (actions.read_thing, "phone", Event.THING_VIEWED),
    ],
)
def test_reading_leaves_a_trace_and_out_of_reach_none(request, pat, priya, noor, read, of, event):
    row = request.getfixturevalue(of)
    read(by=pat, reference=row.reference)
    for other in (priya, noor):
        with pytest.raises(OutOfReach):
            read(by=other, reference=row.reference)
    assert AuditEvent.objects.filter(event=event, record_id=row.reference).count() == 1


def test_same_adults_by_birthday(pat, shaz):
    assert queries.same_adults(by=pat, name="Somebody", born_on=date(1990, 2, 3)) == [shaz]
    assert Place.objects.count() == 0
