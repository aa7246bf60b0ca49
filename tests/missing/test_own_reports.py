"""What somebody reported themselves: listed for them alone, and nothing of what became of it."""

import html
import uuid

from django.urls import reverse

from cairn.foundation import clock
from cairn.home.queries.missing_children import missing_now
from cairn.missing import actions, queries
from cairn.missing.models import Report
from tests.missing.conftest import BACKEND, HOUR


def reported_by(person, northmoor, name="Sky"):
    return actions.report_somebody(
        by=person, council=northmoor, key=uuid.uuid4(), given_name=name, family_name="",
        born_on=None, kind="missing", reported_at=clock.now() - HOUR, said={},
    )  # fmt: skip


def seen(client, by, query=""):
    client.force_login(by, backend=BACKEND)
    return html.unescape(client.get(reverse("missing:mine") + query).content.decode())


def test_list_says_whether_somebody_took_it_on_and_names_nobody(client, tess, meg, northmoor):
    assert "You have reported no child missing." in seen(client, tess)
    row = reported_by(tess, northmoor)
    page = seen(client, tess)
    assert reverse("missing:reported", args=[row.reference]) in page
    assert "Nobody has taken it on yet" in page
    assert "Sky" not in page
    actions.acknowledge(by=meg, reference=row.reference, does="I ring")
    page = seen(client, tess)
    assert "Taken on 21 November 2026 at 11:30pm" in page
    assert "I ring" not in page
    assert row.reference not in seen(client, meg)


def test_latest_stand_first_and_the_rest_on_the_next_page(client, tess, northmoor):
    first = reported_by(tess, northmoor)
    with clock.shifted(HOUR):
        rows = [reported_by(tess, northmoor, f"Sky {n}") for n in range(25)]
        page = seen(client, tess)
        assert all(row.reference in page for row in rows)
        assert first.reference not in page
        after = page.split('rel="next" href="')[1].split('"')[0]
        assert first.reference in seen(client, tess, after)


def test_times_that_cannot_be_are_said_while_the_reporter_is_there(client, tess, northmoor):
    client.force_login(tess, backend=BACKEND)
    where = reverse("missing:report_somebody")
    key = client.get(where).content.decode().split('name="key" value="')[1].split('"')[0]
    typed = {
        "given_name": "Sky", "council": northmoor.code, "kind": "missing", "key": key,
        "last_seen_at": "9pm", "reported_at": "25/11 at 3pm", "returned_at": "8pm",
    }  # fmt: skip
    page = html.unescape(client.post(where, typed).content.decode())
    assert "This is 25 November 2025 at 3pm, before the child was last seen." in page
    assert "This is 21 November 2026 at 8pm, before the child was last seen." in page
    assert not Report.objects.exists()
    fits = typed | {"reported_at": "10pm", "returned_at": ""}
    assert client.post(where, fits).status_code == 302
    assert client.get(reverse("home:start")).content.decode().count("Not taken on yet") == 1


def test_whoever_has_a_report_says_what_they_do_and_not_nothing(client, meg, unnamed):
    client.force_login(meg, backend=BACKEND)
    where = reverse("missing:take_on", args=[unnamed.reference])
    assert "It is yours." in client.post(where, {"does": ""}, follow=True).content.decode()
    assert "Enter what you do now." in client.post(where, {"does": ""}).content.decode()
    said = client.post(where, {"does": "I ring her nan"}, follow=True).content.decode()
    assert "What you do is kept." in said
    assert Report.objects.get().does == "I ring her nan"


def test_start_says_who_is_missing_now_and_to_nobody_else(priya, olu, episode):
    [part] = missing_now(by=priya)
    [line] = part.lines
    assert (part.title, line.page) == (
        "Missing now",
        reverse("missing:episode", args=[episode.reference]),
    )
    assert missing_now(by=olu) == []


def test_an_own_report_stays_one_s_own_after_it_has_its_child(tess, meg, mel, jade, northmoor):
    row = reported_by(tess, northmoor)
    Report.objects.filter(pk=row.pk).update(child=jade)
    assert list(queries.own_reports(by=tess)) == [row]
    assert list(queries.own_reports(by=mel)) == []
