"""Each guard around strands by itself: within reach, with the role, never without a trace."""

import uuid
from datetime import date, timedelta

import pytest

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.intelligence import actions, permissions, queries
from cairn.intelligence.models import Source, Strand
from cairn.networks import actions as networks
from tests.intelligence.conftest import SAID, colleague

# --- reach ----------------------------------------------------------------------------------------


def test_strand_of_no_child_stays_in_its_area(make, hugo, nia):
    strand = make()
    assert not queries.strands(by=hugo).exists()
    assert queries.strands(by=nia).get() == strand


def test_strand_of_a_child_elsewhere_is_not_read_for_its_own_area(
    make, pat, southmere, nia, northmoor
):
    there = Child.objects.create(
        given_name="Ann", search_name="ann", council=southmere, added_at=clock.now(), added_by=pat
    )
    strand = make()
    strand.children.add(there)
    assert not queries.strands(by=nia).exists()


def test_sources_are_those_of_strands_within_reach_and_in_ones_areas(
    make, jade, sealed, pat, northmoor, southmere
):
    mine, restricted, elsewhere = make(children=[jade]), make(), make()
    restricted.children.add(sealed)
    assert set(queries.sources(by=pat).values_list("strand", flat=True)) == {mine.pk, elsewhere.pk}
    # Whoever reads a strand through a child sees where it came from only in their own areas.
    police = Agency.objects.get(code="police")
    reader = colleague("Ray", police, Role.LEAD_PRACTITIONER)
    Involvement.objects.create(
        child=jade, kind="other", agency=police, person=reader, why="A test", since_on=clock.today()
    )
    Strand.objects.filter(pk=mine.pk).update(council=southmere)
    police.councils.set([northmoor])
    assert queries.strands(by=reader).filter(pk=mine.pk).exists()
    assert not Source.objects.filter(permissions.source_reach(reader), strand=mine).exists()


@pytest.mark.parametrize("person", ["priya", "mel", "sam"])
def test_sources_need_the_role(request, person):
    with pytest.raises(Refused):
        queries.sources(by=request.getfixturevalue(person))


def test_strands_show_no_adult_place_or_thing_beyond_reach(make, pat, priya, jade, northmoor):
    adult = networks.add_adult(by=pat, council=northmoor, name="Shaz Inventedman")
    place = networks.add_place(by=pat, council=northmoor, name="The steps", kind="other")
    thing = networks.add_thing(by=pat, council=northmoor, kind="phone", value="07700 900123")
    named = {f"{one}s": [row.reference] for one, row in
             {"adult": adult, "place": place, "thing": thing}.items()}  # fmt: skip
    make(children=[jade], **named)
    for by, seen in ((pat, 1), (priya, 0)):
        strand = queries.strands(by=by).get()
        kinds = (strand.adults, strand.places, strand.things)
        assert [len(kind.all()) for kind in kinds] == [seen] * 3


def test_strands_of_a_child_are_hers_and_need_reach_of_her(make, jade, robin, priya, olu):
    make(children=[robin])
    strand = make(children=[jade])
    read = actions.read_strands_of_child(by=priya, child=jade.reference)
    assert read.page.rows == [strand]
    with pytest.raises(OutOfReach):
        actions.read_strands_of_child(by=olu, child=jade.reference)


def test_desk_of_a_submission_out_of_reach_is_not_there(sent, sol, southmere, strands):
    for reference in (sent.reference, "SB-0000-0000"):
        with pytest.raises(OutOfReach):
            queries.desk(by=sol, submission=reference)
        with pytest.raises(OutOfReach):
            queries.strands_of_submission(by=sol, submission=reference)
        with pytest.raises(OutOfReach):
            queries.what_shows(by=sol, text="A text", submission=reference)
        with pytest.raises(OutOfReach):
            actions.make_strand(
                by=sol, key=uuid.uuid4(), council="southmere", submission=reference, **SAID
            )


@pytest.mark.parametrize("person", ["priya", "mel", "sam"])
def test_desk_needs_the_role(request, person, sent, make):
    by, strand = request.getfixturevalue(person), make()
    for ask in (
        lambda: queries.desk(by=by, submission=sent.reference),
        lambda: actions.open_desk(by=by, submission=sent.reference),
        lambda: queries.strands_of_submission(by=by, submission=sent.reference),
        lambda: queries.what_shows(by=by, text="A text"),
        lambda: queries.agencies_to_name(by=by),
        lambda: actions.make_strand(by=by, key=uuid.uuid4(), council="northmoor", **SAID),
        lambda: actions.change_strand(by=by, reference=strand.reference, version=1, **SAID),
        lambda: actions.read_version(by=by, reference=strand.reference, number=1),
    ):
        with pytest.raises(Refused):
            ask()


def test_desk_offers_few_and_prefers_who_was_born_that_day(sent, pat, northmoor, sam):
    for number in range(8):
        Child.objects.create(
            given_name="Robin", family_name="Madeup", search_name="robin madeup",
            born_on=date(2013, 2, 1) if number == 7 else date(2001, 1, 1 + number),
            council=northmoor, added_at=clock.now(), added_by=sam,
        )  # fmt: skip
    _, robin, *_ = queries.desk(by=pat, submission=sent.reference).items
    assert len(robin.candidates) == queries.MOST_CANDIDATES
    assert "1 February 2013" in robin.candidates[0].words


def test_agencies_to_name_work_where_one_works_and_come_once(sol, pat, police, southmere_services):
    Agency.objects.create(code="nowhere", name="Nowhere", kind="other")
    assert set(queries.agencies_to_name(by=sol)) == {police, southmere_services}
    codes = [agency.code for agency in queries.agencies_to_name(by=pat)]
    assert len(codes) == len(set(codes))
    assert "nowhere" not in codes


# --- what shows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Jade has a phone.", "Jade"),
        ("The tall one, JJ, has a phone.", "JJ"),
        ("Kit has a phone.", "Kit"),
        ("Tess said so.", "Tess"),
        ("A head of year said so.", "head of year"),
        ("It is known at Hill School.", "Hill School"),
        ("It is known at Moor Academy.", "Moor Academy"),
        ("Ask office@moor.test.", "office moor test"),
        ("Ring 01632960123.", "01632 960123"),
        ("This child has a phone.", None),
    ],
)
def test_what_shows_names_each_thing_that_must_come_out(pat, sent, jade, strands, text, place):
    jade.also_known_as = ["JJ"]
    jade.save()
    sent.submitter.agency_name, sent.submitter.email = "Moor Academy", "office@moor.test"
    sent.submitter.save()
    sent.mentions.update(label="Kit Hidden", normal="kit hidden")
    asked = {"by": pat, "text": text, "children": [jade.reference]}
    reasons = queries.what_shows(submission=sent.reference, **asked)
    assert [f"“{place}”" in reason for reason in reasons] == ([True] if place else [])
    strand = actions.make_strand(
        by=pat, key=uuid.uuid4(), council="northmoor", submission=sent.reference, **SAID
    )
    assert queries.what_shows(strand=strand.reference, **asked) == reasons


def test_what_shows_names_a_child_whose_record_is_about_to_be_made(pat):
    assert queries.what_shows(by=pat, text="Robin has a phone.", names=["Robin Madeup"])


def test_change_strand_is_refused_what_shows(make, pat, jade):
    strand = make(children=[jade])
    said = {**SAID, "text": "Jade has a phone."}
    with pytest.raises(Refused, match="Take out “Jade”"):
        actions.change_strand(
            by=pat, reference=strand.reference, version=1, children=[jade.reference], **said
        )


# --- reading leaves a trace -----------------------------------------------------------------------


def test_each_way_of_reading_leaves_its_trace(make, sent, pat, jade, traces):
    strand = make(children=[jade])
    which = {"strands": [strand.reference]}
    actions.open_desk(by=pat, submission=sent.reference)
    assert traces("desk_opened") == [(sent.reference, {})]
    actions.list_strands(by=pat)
    assert [details for _, details in traces("listed")] == [which]
    actions.read_strands_of_child(by=pat, child=jade.reference)
    assert traces("child_strands_read") == [(jade.reference, which)]
    actions.export_strands(by=pat)
    assert [details for _, details in traces("exported")] == [which]
    actions.read_strand(by=pat, reference=strand.reference)
    actions.read_version(by=pat, reference=strand.reference, number=1)
    assert traces("strand_read") == [(strand.reference, {"version": 1})] * 2
    actions.read_source(by=pat, reference=strand.reference)
    assert traces("source_seen") == [(strand.reference, {})]


def test_export_takes_no_more_than_it_may(make, pat, monkeypatch):
    monkeypatch.setattr("cairn.intelligence.actions.reading.MOST_ROWS_OF_A_TABLE", 2)
    for _ in range(3):
        make()
    assert len(actions.export_strands(by=pat)) == 2


def test_export_of_a_child_holds_hers_alone(make, pat, jade):
    make()
    strand = make(children=[jade])
    assert actions.export_strands(by=pat, kind="child", record=jade.reference) == [strand]


def test_version_out_of_reach_is_not_there(make, sol):
    with pytest.raises(OutOfReach):
        actions.read_version(by=sol, reference=make().reference, number=1)


def test_what_is_new_stays_new_for_a_sitting(make, priya, jade):
    def looked(minutes):
        with clock.shifted(timedelta(minutes=minutes)):
            read = actions.read_strands_of_child(by=priya, child=jade.reference)
        return [read.is_new(strand) for strand in read.page.rows]

    make(children=[jade])
    assert looked(0) == [False]
    with clock.shifted(timedelta(minutes=60)):
        make(children=[jade])
    assert looked(90) == [True, False]
    assert looked(100) == [True, False]
    assert looked(200) == [False, False]
