"""Nothing that is invented could belong to anybody, whatever the seed."""

import dataclasses
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.county import safety
from cairn.county.county import invent
from cairn.county.data import words
from cairn.county.invented import Invented, email
from cairn.documents.rules import kind_of
from cairn.foundation import language
from cairn.foundation.identifiers import is_impossible_plate, is_reserved_phone
from cairn.intelligence.rules import names_to_hide, reasons_text_is_not_sanitised
from cairn.networks.choices import PlaceKind
from tests.county.conftest import DESK, FRIDAY_AFTERNOON
from tests.depth import examples

SEEDS = st.integers(min_value=0, max_value=10**9)


def county(seed, size="small", now=FRIDAY_AFTERNOON):
    return invent(size=size, seed=seed, now=now, hours=DESK)


def texts(value):
    """Every text inside dataclasses, lists and tables, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        if value.startswith(b"%PDF"):
            yield from (line.decode("latin-1") for line in re.findall(rb"\((.*)\) Tj", value))
        elif not value.startswith(b"\x89PNG"):
            yield value.decode()
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from texts(getattr(value, one.name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(key)
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


@given(SEEDS)
def test_invent_names_nothing_that_exists(seed):
    wrong = [problem for text in texts(county(seed)) for problem in safety.problems(text)]
    assert wrong == []


@given(SEEDS)
def test_invent_blames_no_child(seed):
    sent = [report for report in county(seed).reports if report.is_sent]
    told = [report.story for report in sent]
    told += [one.text for report in sent for one in (*report.claims, *report.steps)]
    told += list(texts([report.answers for report in sent]))
    assert [found.found for text in told for found in language.suggestions(text)] == []


def test_no_name_is_one_person_s_given_and_another_s_family_name():
    """What is hidden of one person could stand for another, else."""
    names = words("names")
    given_names = {
        one for kind in ("given", "given_at_work", "given_of_men") for one in names[kind]
    }
    assert given_names & set(names["family"]) == set()


@given(SEEDS)
def test_invent_makes_claims_that_give_nobody_away(seed):
    made = county(seed)
    wrong = []
    for report in made.reports:
        named = [made.named[key].name for key in report.about if key.startswith("child")]
        hidden = [part for name in named for part in names_to_hide(name)]
        if report.by:
            person = made.person(report.by)
            hidden += [*names_to_hide(person.name), person.job, person.email]
            hidden += [one.name for one in made.agencies if one.code == person.agency]
        else:
            you = report.answers["you"]
            hidden += [
                *names_to_hide(you.get("name", "")),
                *(v for k, v in you.items() if k != "name"),
            ]
        for claim in report.claims:
            wrong += reasons_text_is_not_sanitised(claim.text, hidden=hidden)
    assert wrong == []


@given(SEEDS)
def test_invent_happens_in_order_and_before_now(seed):
    made = county(seed)
    added = {child.key: child.added_at for child in made.children()}
    for report in made.reports:
        instants = [report.at, *(step.at for step in report.steps)]
        assert instants == sorted(instants)
        assert instants[-1] < made.now
        strands = [step.at for step in report.steps if step.what == "strand"]
        assert all(added[key] < at for at in strands for key in report.about if key in added)


@settings(max_examples=examples(small=8, deep=300))
@given(SEEDS, st.integers(min_value=0, max_value=2 * 366 * 24))
def test_invent_finds_enough_words_for_any_demo_at_any_hour(seed, hours):
    made = county(seed, "demo", FRIDAY_AFTERNOON + timedelta(hours=hours))
    assert len(made.reports) >= 250


@given(SEEDS)
def test_invent_changes_nothing_about_a_child_whose_record_is_restricted(seed):
    made = county(seed)
    for child in (one for one in made.children() if one.restricted_at):
        assert all(one.until is None and one.at < child.restricted_at for one in child.involved)
        assert not any(child.key in report.about for report in made.reports)


def test_invent_gives_the_same_county_again():
    assert county(7, "demo") == county(7, "demo")
    assert county(7, "demo") != county(8, "demo")


def test_invent_demo_is_as_large_as_it_should_be():
    made = county(1, "demo")
    kinds = [key.split("-")[0] for key in made.named]
    assert len(made.children()) == 60
    assert kinds.count("adult") == 45
    assert 55 <= kinds.count("place") <= 65
    assert 250 <= len(made.reports) <= 255
    assert sum(step.what == "strand" for r in made.reports for step in r.steps) >= 250


def test_invent_leaves_a_believable_queue_for_today():
    made = county(1, "demo")
    sent = [r for r in made.reports if r.is_sent]
    left = [r for r in sent if "decide" not in [step.what for step in r.steps]]
    never_read = [r for r in left if not r.steps]
    said = [r.answers["gate"]["now"] for r in left]
    asked = [r for r in left if r.steps and r.steps[-1].what == "ask"]
    assert said.count("soon") == 2
    assert said.count("crime") == 1
    assert len(never_read) >= 6
    assert len(asked) >= 4
    told_alike = {(r.about, r.council) for r in never_read}
    assert len(told_alike) < len(never_read), "two people told the same"


def test_invent_ends_with_every_outcome_and_on_every_kind_of_day():
    made = county(1, "demo")
    outcomes = {step.outcome for r in made.reports for step in r.steps} - {""}
    assert outcomes == {"processed", "crime", "hub", "passed_on", "no_action"}
    assert any(r.at.weekday() > 4 for r in made.reports)
    assert any(r.at.hour >= 19 for r in made.reports)
    assert any(not r.by for r in made.reports)
    assert {f.name.rsplit(".", 1)[1] for r in made.reports for f in r.files} == {
        "txt",
        "png",
        "pdf",
    }


def test_invent_has_somebody_for_every_role_that_an_account_can_have():
    made = county(1, "demo")
    roles = {role for person in made.people for role in person.roles}
    assert {
        "partner", "champion", "lead_practitioner", "intervention_worker", "senior_worker",
        "team_manager", "cerar_manager", "cerar_coordinator", "hub_worker", "police_officer",
        "police_metco", "police_ce", "agency_administrator", "information_governance", "analyst",
        "operator",
    } <= roles  # fmt: skip
    called = {one.name.split()[0]: one for one in made.people}
    assert called["Priya"].councils == ("cumberland",)
    assert called["Olu"].councils == ("westmorland-and-furness",)
    team = [one for one in made.people if one.team == "cst-cumberland"]
    assert len(team) == 7
    assert len({person.email for person in made.people}) == len(made.people)


def test_invent_replays_the_spring_of_the_thirteen_year_old():
    made = county(1, "demo")
    told = [report for report in made.reports if report.key.startswith("twenty-seven")]
    girl = made.named[told[0].about[0]]
    assert (girl.given, made.now.year - girl.born_on.year) == ("Darcie", 13)
    assert {one.kind.value for one in girl.involved} >= {
        "police", "youth_justice", "other", "lead_practitioner",
    }  # fmt: skip
    months = [report.at.month for report in made.reports if girl.key in report.about]
    assert set(months) == {3, 5, 6}
    assert months.count(5) + months.count(6) == 6


@given(SEEDS)
def test_plate_cannot_be_issued(seed):
    invented = Invented(seed)
    assert all(is_impossible_plate(invented.plate()) for _ in range(5))


@given(SEEDS)
def test_phone_rings_nowhere(seed):
    invented = Invented(seed)
    assert is_reserved_phone(invented.mobile())
    assert is_reserved_phone(invented.landline())


@given(SEEDS, st.sampled_from([k for k in PlaceKind if k not in {"online", "other"}]))
def test_place_does_not_exist(seed, kind):
    invented = Invented(seed)
    assert safety.problems(invented.place(kind, invented.town())) == []


def test_email_never_exists():
    assert email("Zofia O’Brien-Łuk", "police").endswith("@police.example")


def test_town_is_thrown_away_where_it_is_real(monkeypatch):
    monkeypatch.setitem(words("places"), "town_start", ["Carl", "Pellow"])
    monkeypatch.setitem(words("places"), "town_end", ["isle", "by"])
    invented = Invented(3)
    assert {invented.town() for _ in range(3)} == {"Carlby", "Pellowisle", "Pellowby"}
    with pytest.raises(ValueError, match="nothing new"):
        invented.town()


def test_invent_leaves_one_draft_with_words_worth_a_suggestion():
    left = [report for report in county(1).reports if not report.is_sent]
    assert [bool(language.suggestions(one.story)) for one in left].count(True) == 1
    assert len(left) == 3


def test_files_are_what_they_say():
    made = county(1, "demo")
    kinds = {f.name.rsplit(".", 1)[1]: kind_of(f.content) for r in made.reports for f in r.files}
    assert {name: kind.name for name, kind in kinds.items()} == {
        "txt": "TEXT", "png": "PNG", "pdf": "PDF",
    }  # fmt: skip
