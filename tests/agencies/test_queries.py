"""What the partnership's data answers, to whom, and for how long a process believes it."""

from datetime import date

import pytest

from cairn.agencies import kept, queries
from cairn.agencies.models import ContactPoint, LocalStandard
from cairn.foundation import clock
from tests.agencies.conftest import CUMBRIA, DEMO_OVERLAY


@pytest.fixture
def remembering(monkeypatch):
    """As in service: what was read is kept for a while. Returns a way to let time pass."""
    now = [1000.0]
    monkeypatch.setattr(kept, "kept_for", lambda: kept.KEPT_FOR)
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    kept.forget()

    def wait(seconds):
        now[0] += seconds

    yield wait
    kept.forget()


def standard(value, from_on, until_on=None):
    LocalStandard.objects.create(
        key="draft-kept-days", value=value, from_on=from_on, until_on=until_on, source="x"
    )


def test_standard_is_the_one_that_holds_on_the_day(stranger, db):
    standard(30, date(2026, 1, 1), date(2026, 6, 1))
    standard(20, date(2026, 6, 1))
    for day, value in ((date(2026, 5, 31), 30), (date(2026, 6, 1), 20), (date(2027, 1, 1), 20)):
        assert queries.standard(by=stranger, key="draft-kept-days", on=day) == value
    with clock.at(clock.from_iso("2026-05-31T23:59")):
        assert queries.standard(by=stranger, key="draft-kept-days") == 30
    with clock.at(clock.from_iso("2026-06-01T00:00")):
        assert queries.standard(by=stranger, key="draft-kept-days") == 20
    with pytest.raises(LookupError, match="draft-kept-days"):
        queries.standard(by=stranger, key="draft-kept-days", on=date(2025, 12, 31))


def test_contact_point_that_is_not_there_is_an_error_of_ours(stranger, db):
    with pytest.raises(LookupError, match="desk"):
        queries.contact_point(by=stranger, code="desk")


def test_office_hours_without_hours_are_always_open(stranger, load):
    load(CUMBRIA)
    hours = queries.office_hours(by=stranger, code="emergency")
    assert hours.is_open(clock.from_iso("2026-12-25T03:00"))


def test_lists_come_in_the_profiles_order(stranger, load):
    load(CUMBRIA, DEMO_OVERLAY)
    assert queries.contact_points(by=stranger)[0].code == "emergency"
    assert queries.exploitation_strands(by=stranger)[2].code == "county-lines"
    assert [council.code for council in queries.councils(by=stranger)] == [
        "cumberland", "westmorland-and-furness",
    ]  # fmt: skip
    hub = queries.destinations(by=stranger)[0]
    assert [point.code for point in hub.contacts.all()] == [
        "hub-cumberland", "hub-westmorland-and-furness",
    ]  # fmt: skip


def test_standard_asks_the_database_once(remembering, stranger, load, django_assert_num_queries):
    load(CUMBRIA)
    kept.forget()
    with django_assert_num_queries(1):
        for key in ("draft-kept-days", "invitation-days", "attachment-megabytes"):
            queries.standard(by=stranger, key=key)


def test_another_process_hears_of_a_change_within_half_a_minute(remembering, stranger, load):
    load(CUMBRIA)
    assert queries.contact_point(by=stranger, code="desk").phone == ""
    ContactPoint.objects.filter(code="desk").update(phone="01632 960003")  # as elsewhere
    remembering(kept.KEPT_FOR - 1)
    assert queries.contact_point(by=stranger, code="desk").phone == ""
    remembering(1)
    assert queries.contact_point(by=stranger, code="desk").phone == "01632 960003"


def test_process_that_loads_a_profile_hears_of_it_at_once(
    remembering, stranger, load, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        load(CUMBRIA)
    assert queries.contact_point(by=stranger, code="desk").phone == ""
    with django_capture_on_commit_callbacks(execute=True):
        load(CUMBRIA, DEMO_OVERLAY)
    assert queries.contact_point(by=stranger, code="desk").phone == "01632 960003"
