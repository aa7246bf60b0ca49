"""The reviewed profile says what the source documents say, and holds nobody's number or address."""

import re

import pytest

from cairn.accounts.roles import Role
from cairn.agencies import queries, rules
from cairn.agencies.actions import load_profile
from cairn.agencies.reading import read_profile
from cairn.foundation import clock
from tests.agencies.conftest import CUMBRIA, DEMO_OVERLAY

ENTRIES, UNREAD = read_profile(CUMBRIA)
WITH_OVERLAY, UNREAD_WITH_OVERLAY = read_profile(CUMBRIA, DEMO_OVERLAY)


@pytest.fixture
def loaded(system):
    load_profile(by=system, entries=ENTRIES)


def of(kind, entries=ENTRIES):
    return [entry.fields for entry in entries if entry.kind == kind]


def test_profile_can_be_loaded():
    assert [*UNREAD, *rules.problems(ENTRIES)] == []
    assert [*UNREAD_WITH_OVERLAY, *rules.problems(WITH_OVERLAY)] == []


def test_strands_are_the_strategys_eight_in_its_order():
    assert [fields["name"] for fields in of("strand")] == [
        "Child Sexual Exploitation (CSE)",
        "Child Criminal Exploitation (CCE)",
        "County Lines",
        "Children who go missing",
        "Harmful Sexual Behaviour (HSB)",
        "Modern Slavery and Human Trafficking",
        "Online Child Exploitation",
        "Wider Contextual Safeguarding",
    ]


def test_profile_has_no_number_but_the_two_national_ones():
    assert {fields["phone"] for fields in of("contact_point") if "phone" in fields} == {
        "999",
        "101",
    }
    for path in CUMBRIA.glob("*.toml"):
        assert not re.search(r"\d[\d ]{6,}\d", path.read_text(encoding="utf-8")), path.name
        assert "@" not in path.read_text(encoding="utf-8"), path.name


def test_demo_overlay_fills_every_gap_with_drama_numbers_and_example_addresses():
    for fields in of("contact_point", WITH_OVERLAY):
        for need in fields.get("needs", []):
            assert fields.get(need), fields["code"]
        phone = fields.get("phone", "")
        assert phone in {"999", "101"} or re.fullmatch(r"01632 960\d{3}", phone), fields["code"]
        assert fields.get("email", ".example").endswith(".example")


def test_standards_say_where_they_come_from():
    assert {fields["key"] for fields in of("standard")} == rules.NEEDED
    for fields in of("standard"):
        assert fields["source"].startswith("DEFAULT: "), fields["key"]


def test_roles_and_ladder_are_roles_of_the_product():
    assert {fields["code"] for fields in of("role")} <= set(Role.values)
    (ladder,) = (f["value"] for f in of("standard") if f["key"] == "desk-escalation-ladder")
    assert set(ladder) <= set(Role.values)


def test_desk_is_closed_at_seven_on_a_bank_holiday_evening_and_opens_next_morning(loaded, stranger):
    hours = queries.office_hours(by=stranger, code="desk")
    evening = clock.from_iso("2026-05-04T19:00")
    assert not hours.is_open(evening)
    assert hours.next_opening(evening) == clock.from_iso("2026-05-05T09:00")
    assert not hours.is_open(clock.from_iso("2026-05-04T11:00"))  # a Monday, but a bank holiday
    assert hours.is_open(clock.from_iso("2026-05-05T16:59"))
    assert not hours.is_open(clock.from_iso("2026-05-09T11:00"))  # a Saturday
