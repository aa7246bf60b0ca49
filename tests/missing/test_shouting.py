"""A report shouts on every page of whoever is asked, until somebody takes it on."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.accounts.models import Notice
from cairn.foundation import clock
from cairn.missing import actions
from cairn.missing.models import Call
from tests.missing.conftest import SATURDAY_NIGHT

BANNER = "is reported missing. Take it on."


def page(client, person, address="/account/me"):
    client.force_login(person)
    return client.get(address)


def banner_on(page):
    return BANNER in page.content.decode()


@pytest.fixture
def call(reported, meg):
    reported()
    return Call.objects.get()


def test_banner_is_on_every_page_of_whoever_is_asked_and_says_exactly_when(client, meg, jade, call):
    shown = page(client, meg).content.decode()
    [words] = re.findall(r"<strong>(.*?)</p>", shown)
    assert words.startswith(
        f"{jade.name} {BANNER}</strong><br>Reported 21 November 2026 at 10:30pm."
    )
    assert f'href="/missing/reports/{call.report.reference}"' in shown
    assert 'aria-live="assertive"' in shown
    assert "data-not-shown" in shown
    assert banner_on(page(client, meg, "/missing/called"))
    assert "data-not-shown" not in page(client, meg).content.decode()


def test_page_that_was_drawn_has_shown_nothing_until_its_script_says_so(client, meg, call):
    page(client, meg)
    call.refresh_from_db()
    assert call.shown_at is None
    page(client, meg, "/missing/called")
    call.refresh_from_db()
    assert call.shown_at == clock.now()
    with clock.shifted(timedelta(minutes=5)):
        page(client, meg, "/missing/called")
    call.refresh_from_db()
    assert call.shown_at == SATURDAY_NIGHT


def test_report_that_somebody_opens_is_shown_to_them_without_any_script(client, meg, priya, call):
    page(client, priya, f"/missing/reports/{call.report.reference}")
    call.refresh_from_db()
    assert call.shown_at is None
    page(client, meg, f"/missing/reports/{call.report.reference}")
    call.refresh_from_db()
    assert call.shown_at == clock.now()


def test_banner_leaves_room_for_the_page_and_puts_first_who_is_still_missing(
    client, meg, tess, northmoor, reported, say
):
    over = reported(hours_ago=9, last_seen=10)
    say(over.episode, "returned", 5)
    assert "was reported missing, and that is over" in page(client, meg).content.decode()
    for number in range(4):
        with clock.shifted(timedelta(minutes=number)):
            actions.report_somebody(
                by=tess,
                council=northmoor,
                key=uuid.uuid4(),
                reported_at=clock.now(),
                given_name="-",
            )
    for address in ("/account/me", "/missing/called"):
        shown = page(client, meg, address).content.decode()
        assert shown.count(BANNER) == 3
        assert "More reports wait for you" in shown
        assert "that is over" not in shown
    seen = Call.objects.exclude(shown_at=None).values_list("report__received_at", flat=True)
    assert sorted(seen) == [SATURDAY_NIGHT + timedelta(minutes=one) for one in (1, 2, 3)]


def test_banner_is_on_nobody_else_s_page(client, priya, tess, call):
    for person in (priya, tess):
        assert not banner_on(page(client, person))
    assert page(client, tess, "/missing/called").status_code == 403
    assert 'id="cairn-called"' not in page(client, tess).content.decode()
    call.refresh_from_db()
    assert call.shown_at is None


def test_banner_goes_when_somebody_took_it_on(client, meg, priya, call):
    assert banner_on(page(client, meg))
    actions.acknowledge(by=priya, reference=call.report.reference)
    assert not banner_on(page(client, meg))


def test_banner_goes_when_the_report_is_set_aside(client, meg, tess, northmoor):
    report = actions.report_somebody(
        by=tess, council=northmoor, key="6f1c7f5e-1111-4222-8333-123456789abc",
        reported_at=clock.now(), given_name="Nobody", family_name="Known",
    )  # fmt: skip
    assert "Nobody Known (as reported) is reported missing" in page(client, meg).content.decode()
    actions.set_aside(by=meg, reference=report.reference, version=report.version, why="A test call")
    assert not banner_on(page(client, meg))
    assert not Notice.objects.filter(person=meg, seen_at=None).exists()


def test_banner_names_no_child_out_of_reach(client, meg, jade, call):
    jade.is_restricted, jade.restricted_because = True, "At risk from somebody who works here"
    jade.save()
    assert jade.name not in page(client, meg).content.decode()
    assert not banner_on(page(client, meg, "/missing/called"))


def test_banner_costs_one_statement_where_there_is_none_and_only_those_who_may_see_it(
    client, meg, sam, tess, call
):
    assert statements(client, meg) == 3  # is there any, which, and the number of notices
    assert statements(client, sam) == 2
    assert statements(client, tess) == 1


def statements(client, person):
    page(client, person)
    with CaptureQueriesContext(connection) as asked:
        client.get("/looking-after-yourself")
    return sum("missing_call" in one["sql"] or "accounts_notice" in one["sql"] for one in asked)


def test_number_of_notices_is_in_the_navigation_and_for_scripts(client, meg, call):
    shown = page(client, meg).content.decode()
    assert 'data-number="1"><span>1</span><span class="govuk-visually-hidden"> not seen' in shown
    said = page(client, meg, "/account/notices/unseen").json()
    assert said == {"person": meg.mark, "unseen": 1}
    actions.acknowledge(by=meg, reference=call.report.reference)
    assert 'data-number="0" hidden' in page(client, meg).content.decode()
