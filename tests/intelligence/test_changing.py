"""Making, changing and telling, guard by guard: once, whole, and to the right people."""

import uuid
from datetime import date

import pytest
from django.db import connection

from cairn.accounts.models import Notice, User
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.audit.models import AuditEvent
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.intelligence import actions, queries, tasks
from cairn.intelligence.models import Source, Strand
from cairn.intelligence.queries import Narrowing
from tests.intelligence.conftest import SAID, colleague

CONDITIONS = {"handling": "C", "conditions": "Ask the desk first."}


# --- making ---------------------------------------------------------------------------------------


def test_make_strand_with_a_colleagues_key_gives_nothing_of_theirs(make, quinn, strands):
    key = uuid.uuid4()
    strand = make(key=key)
    with pytest.raises(Exception, match=r".") as refused:  # the key is taken: never their strand
        actions.make_strand(by=quinn, key=key, council="northmoor", source_note="Another", **SAID)
    assert strand.reference not in str(refused.value)


def test_make_strand_holds_its_key_until_it_is_made(make):
    make()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            " AND objsubid = 1"
        )
        assert cursor.fetchone()[0] >= 1


def test_make_strand_needs_an_area_of_ones_own_a_known_kind_and_a_source(make, sol, northmoor):
    with pytest.raises(OutOfReach):
        actions.make_strand(
            by=sol, key=uuid.uuid4(), council="northmoor", source_note="A test", **SAID
        )
    with pytest.raises(Refused, match="no kind of exploitation"):
        make(strand_codes=["cce", "weather"])
    with pytest.raises(Refused, match="where this comes from"):
        make(source_note=" ")
    assert not Strand.objects.exists()


def test_make_strand_says_what_kind_of_source_it_has(make, pat, sent):
    make()
    actions.make_strand(
        by=pat, key=uuid.uuid4(), council="northmoor", submission=sent.reference, **SAID
    )
    assert [row.kind for row in Source.objects.order_by("pk")] == ["other", "submitter"]


def test_strand_is_found_by_its_text_and_not_by_its_claim(make, pat):
    make(claim="Shaz did it.", text="This child has a telephone.")
    for words, found in (("TELEPHONE", 1), ("shaz", 0)):
        assert queries.strands(by=pat, narrowing=Narrowing(words=words)).count() == found


@pytest.mark.parametrize(
    ("narrowing", "found"),
    [
        ({}, True), ({"kind": "cce"}, True), ({"kind": "cse"}, False),
        ({"source_grade": "2"}, True), ({"source_grade": "1"}, False),
        ({"information_grade": "C"}, True), ({"information_grade": "A"}, False),
        ({"happened_from": date(2026, 11, 12)}, True),
        ({"happened_from": date(2026, 11, 13)}, False),
        ({"happened_to": date(2026, 11, 10)}, True),
        ({"happened_to": date(2026, 11, 9)}, False),
    ],
)  # fmt: skip
def test_strands_are_narrowed_by_each_thing_asked(make, pat, narrowing, found):
    make(happened_from=date(2026, 11, 10), happened_to=date(2026, 11, 12))
    assert queries.strands(by=pat, narrowing=Narrowing(**narrowing)).exists() is found


# --- changing -------------------------------------------------------------------------------------


def _change(by, strand, *children, version=None, **said):
    return actions.change_strand(
        by=by, reference=strand.reference, version=version or strand.version,
        children=[child.reference for child in children], **{**SAID, **said},
    )  # fmt: skip


def test_change_strand_keeps_links_that_one_cannot_see(make, pat, jade, southmere):
    there = Child.objects.create(
        given_name="Ann", search_name="ann", council=southmere, added_at=clock.now(), added_by=pat
    )
    strand = make(children=[jade])
    strand.children.add(there)
    northern = colleague("Nor", Agency.objects.get(code="police"), Role.POLICE_CE)
    Agency.objects.get(code="police").councils.remove(southmere)
    _change(northern, strand)
    assert list(strand.children.all()) == [there]


def test_change_strand_keeps_each_version_with_its_links_and_a_trace(make, pat, jade, traces):
    strand = make(children=[jade])
    _change(pat, strand)
    versions = [(one.number, one.links["children"]) for one in strand.versions.order_by("number")]
    assert versions == [(1, [jade.pk]), (2, [])]
    assert traces("strand_made") == [(strand.reference, {})]
    assert traces("strand_changed") == [(strand.reference, {"version": 2})]


def test_change_strand_out_of_reach_is_not_there(make, sol):
    with pytest.raises(OutOfReach):
        _change(sol, make())


def test_change_strand_names_whom_it_had_not_named_or_not_opened(
    make, pat, jade, robin, traces, django_assert_num_queries
):
    strand = make(children=[jade])
    told = [jade.reference]
    for children, said, more in (
        ([jade], {}, []),
        ([jade, robin], {}, [robin.reference]),
        ([jade, robin], CONDITIONS, [jade.reference, robin.reference]),
        ([jade, robin], CONDITIONS, []),
        ([jade], {**CONDITIONS, "for_agencies": ["police"]}, [jade.reference]),
    ):
        strand.refresh_from_db()
        _change(pat, strand, *children, **said)
        told += more
        assert [about["child"] for _, about in traces("strand_named_child")] == told


# --- telling --------------------------------------------------------------------------------------


def _tell():
    for event in AuditEvent.objects.filter(event="intelligence.strand_named_child"):
        tasks.tell_lead_practitioner(event)


def _told():
    return set(Notice.objects.values_list("person__name", flat=True))


def test_lead_is_whoever_leads_now(make, jade, priya, olu, traces):
    Involvement.objects.filter(person=priya).update(until_on=clock.today())
    Involvement.objects.create(
        child=jade, kind="lead_practitioner", agency=olu.agency, person=olu, why="A test",
        since_on=clock.today(),
    )  # fmt: skip
    strand = make(children=[jade])
    _tell()
    assert _told() == {"Olu"}
    assert traces("lead_told") == [(strand.reference, {"child": jade.reference, "person": olu.pk})]


def test_lead_who_has_left_is_told_to_the_desk(make, jade, priya, traces):
    User.objects.filter(pk=priya.pk).update(ended_at=clock.now())
    make(children=[jade])
    _tell()
    assert _told() == {"Pat"}
    ((_, details),) = traces("lead_not_told")
    assert "has left" in details["cause"]


def test_lead_without_the_role_is_not_led_to_a_strand(make, jade, priya):
    User.objects.filter(pk=priya.pk).update(roles=[Role.PARTNER])
    make(children=[jade])
    _tell()
    assert _told() == {"Pat"}


def test_desk_is_told_where_no_lead_is_and_only_there(make, robin, pat, quinn, sol, system):
    left = colleague("Lee", pat.agency, Role.POLICE_CE)
    User.objects.filter(pk=left.pk).update(ended_at=clock.now())
    make(children=[robin])
    User.objects.filter(pk=pat.pk).update(ended_at=clock.now())
    _tell()
    assert _told() == {"Quinn"}
    assert Notice.objects.get().page == "intelligence:strand"


def test_desk_that_may_not_read_it_is_told_without_a_way_in(make, jade, sealed, pat, priya, quinn):
    strand = make(children=[jade])
    strand.children.add(sealed)
    _tell()
    assert _told() == {"Pat", "Quinn"}
    assert {(row.page, row.about) for row in Notice.objects.all()} == {("", "")}


def test_desk_that_may_read_it_is_told_before_those_who_may_not(make, jade, sealed, pat, quinn):
    Involvement.objects.filter(child=jade).delete()
    Involvement.objects.create(
        child=sealed, kind="other", agency=pat.agency, person=quinn, why="A test",
        since_on=clock.today(),
    )  # fmt: skip
    strand = make(children=[jade])
    strand.children.add(sealed)
    _tell()
    assert _told() == {"Quinn"}
