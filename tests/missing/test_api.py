"""POST /api/missing/notifications: each message once, the same receipt, and answers that help."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from cairn.accounts import actions as accounts
from cairn.accounts.roles import Role
from cairn.missing.models import Call, Report
from cairn.missing.views import api
from tests.at_once import at_once
from tests.cast import _person

ADDRESS = "/api/missing/notifications"
TOLD = {
    "message": "24-1/1", "council": "northmoor", "given_name": "Jade", "family_name": "Example",
    "born_on": "2012-05-04", "reported_at": "2026-11-21T23:10:00+00:00", "grade": "high",
    "last_seen_at": "21/11/2026 20:00", "circumstances": "Did not come home",
}  # fmt: skip


@pytest.fixture
def secret(police):
    paul = _person("Paul", police, Role.AGENCY_ADMINISTRATOR)
    made = accounts.add_system(by=paul, name="Police records")
    ask = {"by": paul, "reference": made.reference, "days": 92, "asked_as": uuid.uuid4()}
    yield accounts.make_key(**ask)[1]
    cache.clear()


@pytest.fixture
def send(secret):
    def sent(told=None, *, raw=None, key=secret, kind="application/json", **more):
        body = raw if raw is not None else json.dumps({**TOLD, **(told or {}), **more})
        headers = {"authorization": f"Bearer {key}"} if key else {}
        return Client().post(ADDRESS, body, content_type=kind, headers=headers)

    return sent


def test_notification_becomes_a_report_that_shouts(send, jade, meg):
    answer = send()
    report = Report.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "reference": report.reference, "message": "24-1/1",
        "received_at": report.received_at.isoformat(),
    }  # fmt: skip
    assert "Jade" not in answer.content.decode()
    assert (report.child, report.sender, report.source) == (jade, "Police records", "police_push")
    assert report.said == {"circumstances": "Did not come home"}
    assert report.last_seen_at.isoformat() == "2026-11-21T20:00:00+00:00"
    assert Call.objects.get().person == meg


def test_message_sent_again_gets_the_same_receipt(send, jade, meg):
    assert send().content == send(circumstances="Other words").content
    assert Report.objects.count() == Call.objects.count() == 1


@pytest.mark.parametrize("key", ["", "cairn_wrong", "'; DROP"])
def test_no_key_no_entry(send, key):
    answer = send(key=key)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not Report.objects.exists()


def test_session_is_no_key(client, meg, jade):
    client.force_login(meg)
    assert (
        client.post(ADDRESS, json.dumps(TOLD), content_type="application/json").status_code == 401
    )


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"message": ""}, "message", "your own number"),
        ({"council": "elsewhere"}, "council", "northmoor or southmere"),
        ({"reported_at": ""}, "reported_at", "Give the time"),
        ({"reported_at": "2027-01-01T00:00:00Z"}, "reported_at", "has not been yet"),
        ({"reported_at": "last night"}, "reported_at", "Write it like"),
        ({"reported_at": "2026-11-21"}, "reported_at", "The time is missing"),
        ({"born_on": "2012-13-13"}, "born_on", "Write it like"),
        ({"grade": "enormous"}, "grade", "Give high, medium"),
        ({"kind": "lost"}, "kind", "missing or away"),
        ({"given_nmae": "Jade"}, "given_nmae", "not a field"),
        ({"message": 7}, "message", "between quotation marks"),
        ({"wearing": "a\x00b"}, "wearing", "Null"),
    ],
)
def test_what_is_wrong_is_named_field_by_field(send, told, field, words):
    answer = send(told)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert [one["field"] for one in said["errors"]] == [field]
    assert words in said["errors"][0]["detail"]
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('{"message": "\\ud83d"}', "application/json", 400),
        ("[" * 30_000, "application/json", 400),
        ('{"message": "1", "message": "2"}', "application/json", 400),
        ('{"message": {"council": "1", "council": "2"}}', "application/json", 400),
        ('{"message": ' + "9" * 9_000 + "}", "application/json", 400),
        ("a=b", "application/x-www-form-urlencoded", 415),
        (json.dumps({**TOLD, "worries": "x" * api.LARGEST}), "application/json", 413),
    ],
)
def test_what_is_no_notification_is_refused_in_words(send, raw, kind, status):
    answer = send(raw=raw, kind=kind)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_at_most_so_many_in_a_minute(send, jade, meg, monkeypatch):
    monkeypatch.setattr(api, "MOST_A_MINUTE", 2)
    assert [send(message=str(n)).status_code for n in range(4)] == [201, 201, 429, 429]


def test_looking_is_refused_in_words(client):
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


@pytest.mark.django_db(transaction=True)
def test_one_message_at_one_moment_is_one_report(send, jade, meg):
    def sent():
        try:
            told = {
                "reported_at": "2026-11-20T20:00:00Z",
                "last_seen_at": "",
            }  # a thread's clock is real
            return send(told).json()["reference"]
        finally:
            connection.close()

    assert len(set(at_once(*[sent] * 6))) == 1
    assert Report.objects.count() == 1


def at_night(written):
    return {"reported_at": written, "last_seen_at": "", "message": written}


@pytest.mark.parametrize(
    ("written", "shown", "is_unclear"),
    [
        ("2026-10-25T02:10", "25 October 2026 at 2:10am", False),
        ("2026-10-25T01:10+01:00", "25 October 2026 at 1:10am BST", False),
        ("2026-10-25T01:10Z", "25 October 2026 at 1:10am GMT", False),
        ("2026-10-25T01:10", "25 October 2026 at 1:10am BST", True),
        ("2026-03-29T02:10", "29 March 2026 at 2:10am", False),
        ("29/03/2026 01:10", "29 March 2026 at 2:10am", True),
    ],
)
def test_time_that_the_clocks_showed_twice_or_never_is_taken_and_shown_as_written(
    send, client, meg, priya, jade, written, shown, is_unclear
):
    assert send(at_night(written)).status_code == 201
    report = Report.objects.get()
    assert report.written == ({"reported_at": written} if is_unclear else {})
    assert (f"Reported: “{written}” was read as {shown}" in report.asks) is is_unclear
    client.force_login(meg)
    page = client.get(f"/missing/reports/{report.reference}").content.decode()
    assert f"{shown}" in page
    assert (f"Written “{written}”" in page) is is_unclear
    client.force_login(priya)
    page = client.get(f"/missing/episodes/{report.episode.reference}").content.decode()
    assert (f"“{written}” was read as" in page) is is_unclear


def test_one_time_said_twice_is_two_messages_of_one_episode(send, jade, meg):
    send(at_night("2026-10-25T01:10+01:00"))
    send(at_night("2026-10-25T01:10"))
    send(at_night("2026-10-25T01:10Z"))
    first, second, third = Report.objects.order_by("pk")
    assert first.episode == second.episode == third.episode
    assert first.reported_at == second.reported_at == third.reported_at - timedelta(hours=1)


def test_length_that_nobody_said_or_somebody_made_up_is_no_way_round(send, rf, monkeypatch, secret):
    body = json.dumps({**TOLD, "worries": "x" * api.LARGEST})
    for said in ("", "12x", "-1", "10"):
        request = rf.post(ADDRESS, body, content_type="application/json")
        request.META["CONTENT_LENGTH"] = said
        request.META["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        answer = api.notifications(request)
        assert answer.status_code in (400, 413), said
    assert not Report.objects.exists()


def test_words_are_words_whatever_they_look_like(send, client, meg):
    evil = """<script>alert(1)</script>'; DROP TABLE missing_report; -- {{ 7*7 }} {% x %}"""
    send(given_name=evil[:90], circumstances=evil, police_reference=evil[:50], born_on="")
    report = Report.objects.get()
    assert report.said["circumstances"] == evil
    client.force_login(meg)
    for address in ("/missing/", f"/missing/reports/{report.reference}", "/account/me"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
    page = client.get(f"/missing/reports/{report.reference}").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_area_is_one_of_the_sender_s_agency(send, police, southmere, jade):
    police.councils.remove(southmere)
    answer = send(council="southmere")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["detail"].endswith("northmoor.")


def test_another_system_s_key_gets_no_receipt_of_what_it_did_not_send(send, police, jade, meg):
    paul = _person("Pauline", police, Role.AGENCY_ADMINISTRATOR)
    made = accounts.add_system(by=paul, name="Other records")
    ask = {"by": paul, "reference": made.reference, "days": 92, "asked_as": uuid.uuid4()}
    _, other = accounts.make_key(**ask)
    first, second = send().json(), send(key=other, circumstances="Otherwise").json()
    assert first["reference"] != second["reference"]
    assert Report.objects.count() == 2
    assert Report.objects.values("episode").distinct().count() == 1
    accounts.end_account(by=paul, reference=made.reference)
    assert send(key=other).status_code == 401


def test_clock_that_is_a_little_ahead_loses_no_episode(send, jade, meg):
    send(reported_at="2026-11-21T23:34:00+00:00")
    report = Report.objects.get()
    assert (report.asks, report.episode.sayings.count()) == ("", 2)
    assert send(message="2", reported_at="2026-11-21T23:41:00+00:00").status_code == 422


def test_same_message_by_the_api_and_in_a_file_is_one_and_another_one_is_two(
    send, jade, meg, system
):
    from cairn.missing import actions
    from cairn.missing.notification import read_row

    send()
    said = {**TOLD, "reported_at": "21/11/2026 23:10", "last_seen_at": "2026-11-21T20:00Z"}
    areas = [jade.council]
    actions.take_file(by=system, claimed="a", name="a", rows=[read_row(1, said, councils=areas)])
    assert Report.objects.count() == Call.objects.count() == 1
    other = {**said, "circumstances": "Seen at the station"}
    actions.take_file(by=system, claimed="b", name="b", rows=[read_row(1, other, councils=areas)])
    assert Report.objects.count() == 2
    assert Report.objects.values("episode").distinct().count() == 1
