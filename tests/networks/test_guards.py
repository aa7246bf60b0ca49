"""Each guard around adults, places and things by itself."""

import uuid
from datetime import date

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.networks import actions, permissions, queries, rules
from cairn.networks.models import Adult

TOMORROW = date(2999, 1, 1)


@pytest.fixture
def quinn(police):
    """Pat's colleague at the desk."""
    return User.objects.create(
        email="quinn@example.test", name="Quinn", roles=[Role.POLICE_CE], agency=police
    )


def _traces(event):
    rows = AuditEvent.objects.filter(event=f"networks.{event}").order_by("pk")
    return [(row.record_id, row.details) for row in rows]


# --- looked for before it is made -----------------------------------------------------------------


def test_same_adults_by_another_name_and_not_by_one_word_of_many(pat, shaz):
    assert queries.same_adults(by=pat, name="Nobody Else", also_known_as=["Shazza"]) == [shaz]
    assert queries.same_adults(by=pat, name="Shaz Completely Otherwise Called Here") == []


def test_same_adults_leaves_out_what_ones_own_key_made(pat, quinn, northmoor):
    key = uuid.uuid4()
    adult = actions.add_adult(by=pat, council=northmoor, name="Kez Inventedman", key=key)
    assert queries.same_adults(by=pat, name="Kez Inventedman", key=key) == []
    assert queries.same_adults(by=quinn, name="Kez Inventedman", key=key) == [adult]


def test_key_of_a_colleague_gives_nothing_of_theirs(pat, quinn, northmoor):
    for add, said in (
        (actions.add_adult, {"name": "Kez Inventedman"}),
        (actions.add_place, {"name": "Zed’s", "kind": "takeaway"}),
    ):
        key = uuid.uuid4()
        first = add(by=pat, council=northmoor, key=key, **said)
        assert add(by=pat, council=northmoor, key=key, **said) == first
        with pytest.raises(OutOfReach):
            add(by=quinn, council=northmoor, key=key, **said)


@pytest.mark.parametrize("person", ["mel", "priya"])
def test_recording_needs_the_role(request, person, northmoor, shaz, takeaway, phone):
    by = request.getfixturevalue(person)
    same = {"kind": "phone", "value": "07700 900123"}
    for ask in (
        lambda: actions.add_adult(by=by, council=northmoor, name="Kez"),
        lambda: actions.add_place(by=by, council=northmoor, name="Zed’s", kind="takeaway"),
        lambda: actions.add_thing(by=by, council=northmoor, **same),
        lambda: actions.change_adult(by=by, reference=shaz.reference, version=1, changes={}),
        lambda: actions.change_place(by=by, reference=takeaway.reference, version=1, changes={}),
        lambda: actions.change_thing(by=by, reference=phone.reference, version=1, changes={}),
        lambda: actions.find_same_adults(by=by, name="Kez"),
        lambda: actions.find_same_places(by=by, name="Kez"),
        lambda: actions.find_same_things(by=by, **same),
        lambda: queries.changeable_adult(by=by, reference=shaz.reference),
        lambda: queries.changeable_place(by=by, reference=takeaway.reference),
        lambda: queries.changeable_thing(by=by, reference=phone.reference),
    ):
        with pytest.raises(Refused):
            ask()


def test_reach_of_somebody_without_the_role_is_nobody(audrey, shaz):
    assert not Adult.objects.filter(permissions.reach(audrey)).exists()


def test_add_place_and_thing_in_an_area_that_is_not_ones_own_is_refused(noor, northmoor):
    with pytest.raises(Refused, match="not part of your work"):
        actions.add_place(by=noor, council=northmoor, name="Zed’s", kind="takeaway")
    with pytest.raises(Refused, match="not part of your work"):
        actions.add_thing(by=noor, council=northmoor, kind="phone", value="07700 900123")


@pytest.mark.parametrize(
    ("said", "reason"),
    [({"name": "Kez", "born_on": TOMORROW}, "in the past"), ({}, "Enter a name")],
)
def test_add_adult_is_refused_what_says_nothing_or_cannot_be(pat, northmoor, said, reason):
    with pytest.raises(Refused, match=reason):
        actions.add_adult(by=pat, council=northmoor, **said)
    with pytest.raises(Refused, match="name of the place"):
        actions.add_place(by=pat, council=northmoor, name="", kind="takeaway")


# --- found ----------------------------------------------------------------------------------------


def test_search_things_by_a_part_of_a_number_and_by_an_online_name(pat, northmoor, phone):
    ghost = actions.add_thing(
        by=pat, council=northmoor, kind="online", value="ghost_rider", platform="snap"
    )
    assert queries.search_things(by=pat, text="0123") == [phone]
    assert queries.search_things(by=pat, text="@Ghost_Rider") == [ghost]


def test_search_gives_no_more_than_twenty(pat, northmoor):
    Adult.objects.bulk_create(
        Adult(
            name="Kez", search_text="kez inventedman", council=northmoor, added_at=clock.now(),
            added_by=pat,
        )
        for _ in range(21)
    )  # fmt: skip
    assert len(queries.search_adults(by=pat, text="kez")) == 20
    assert len(queries.same_adults(by=pat, name="Kez Inventedman")) == 20


def test_lists_searches_and_exports_keep_to_the_area_asked_for(pat, shaz, northmoor, southmere):
    for council, rows in ((northmoor, [shaz]), (southmere, [])):
        asked = {"by": pat, "council": council.code}
        assert actions.list_adults(**asked).rows == rows
        assert actions.find_adults(text="shaz", **asked) == rows
        assert actions.export_adults(**asked) == rows


def test_adults_are_listed_by_name_or_by_what_people_call_them(pat, northmoor):
    for said in (
        {"name": "tom Fictional"}, {"also_known_as": ["Shaz", "Abs"]}, {"name": "Abel Madeup"},
        {"description": "Man in a grey van"}, {"name": "Rio Untrue"},
    ):  # fmt: skip
        actions.add_adult(by=pat, council=northmoor, **said)
    wanted = ["Abel Madeup", "Man in a grey van", "Rio Untrue", "Shaz, Abs", "tom Fictional"]
    assert [row.title for row in actions.list_adults(by=pat).rows] == wanted
    assert [row.title for row in actions.export_adults(by=pat)] == wanted


# --- a trace of each ------------------------------------------------------------------------------


def test_each_way_of_looking_leaves_its_trace(pat, shaz):
    actions.list_adults(by=pat)
    actions.export_adults(by=pat)
    for event in ("listed", "exported"):
        ((_, details),) = _traces(event)
        assert details["found"] == 1
        assert details["kind"] == "networks.Adult"
    actions.find_adults(by=pat, text="shaz")
    actions.find_same_adults(by=pat, name="Shaz Inventedman")
    assert [details for _, details in _traces("searched")] == [{"found": [shaz.reference]}] * 2


def test_export_takes_no_more_than_it_may(pat, northmoor, shaz, monkeypatch):
    monkeypatch.setattr(rules, "MOST_EXPORTED", 1)
    assert actions.export_adults(by=pat) == [shaz]
    actions.add_adult(by=pat, council=northmoor, name="Kez Otherwise")
    with pytest.raises(Refused, match="too long to take away"):
        actions.export_adults(by=pat)
    assert len(_traces("exported")) == 1


def test_change_leaves_a_trace_of_what_and_none_where_nothing_changed(pat, shaz):
    said = {"by": pat, "reference": shaz.reference, "version": 1}
    assert actions.change_adult(changes={"name": shaz.name}, **said).version == 1
    assert _traces("changed") == []
    with pytest.raises(Refused, match="in the past"):
        actions.change_adult(changes={"born_on": TOMORROW}, **said)
    actions.change_adult(changes={"notes": "Seen again.", "name": shaz.name}, **said)
    assert _traces("changed") == [(shaz.reference, {"changed": ["notes"], "version": 2})]
