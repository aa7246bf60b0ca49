"""Notices: given once, seen when opened, one's own only."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.accounts import actions, queries
from cairn.accounts.choices import Event
from cairn.accounts.models import Notice
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach


def give(by, person, key="strand-1", **given):
    return actions.give_notice(
        by=by, person=person, key=key, wording="New information waits for you.", **given
    )


@pytest.fixture
def notice(system, tess):
    return give(system, tess, page="accounts:me")


def test_give_notice_twice_gives_one_and_queues_one_letter(system, tess, sam):
    first, second = give(system, tess), give(system, tess)
    assert first == second
    assert give(system, sam) != first
    assert Notice.objects.count() == 2
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="send_notice_letter")
    assert sorted(job.args["notice"] for job in jobs) == sorted(
        Notice.objects.values_list("reference", flat=True)
    )


def test_give_notice_leaves_somebody_who_left_alone(system, tess):
    tess.ended_at = clock.now()
    tess.save()
    assert give(system, tess) is None
    assert not Notice.objects.exists()


def test_give_notice_can_be_part_of_a_strangers_act(stranger, tess):
    assert give(stranger, tess).person == tess


def test_open_notice_marks_it_seen_once(tess, notice, events):
    seen = actions.open_notice(by=tess, reference=notice.reference).seen_at
    with clock.shifted(timedelta(hours=1)):
        again = actions.open_notice(by=tess, reference=notice.reference)
    assert again.seen_at == seen
    assert len(events(Event.NOTICE_SEEN)) == 1


def test_notice_of_somebody_else_is_out_of_reach(sam, notice, client):
    with pytest.raises(OutOfReach):
        actions.open_notice(by=sam, reference=notice.reference)
    client.force_login(sam)
    assert client.get(f"/account/notices/{notice.reference}").status_code == 404
    assert not queries.notices(by=sam).exists()
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_page_of_notices_puts_what_waits_first(client, system, tess):
    old = give(system, tess, key="old")
    client.force_login(tess)
    empty = client.get("/account/notices").content.decode()
    assert "Seen, or dealt with" not in empty
    client.get(f"/account/notices/{old.reference}")
    give(system, tess, key="new")
    page = client.get("/account/notices").content.decode()
    assert (
        page.index("Waiting for you")
        < page.index("New information")
        < page.index("Seen, or dealt with")
    )


def test_page_of_notices_says_so_when_nothing_waits(client, tess):
    client.force_login(tess)
    assert "Nothing waits for you" in client.get("/account/notices").content.decode()


def test_page_of_notices_goes_on(client, tess):
    Notice.objects.bulk_create(
        Notice(person=tess, key=str(n), wording=f"Number {n:02}", given_at=clock.now())
        for n in range(30)
    )
    client.force_login(tess)
    page = client.get("/account/notices").content.decode()
    import re
    from html import unescape

    more = unescape(re.search(r'href="(\?waiting=[^"]*)"', page).group(1))
    second = client.get("/account/notices" + more).content.decode()
    assert "Number 29" in page
    assert "Number 29" not in second
    assert "Number 00" in second


@pytest.mark.parametrize(
    ("page", "about", "leads_to"),
    [
        ("accounts:me", "", "/account/me"),
        ("accounts:people_person", "PN-7K3M-9Q2R", "/account/people/PN-7K3M-9Q2R"),
        ("home:who_to_call", "SB-7K3M-9Q2R", "/who-to-call"),
        ("", "", "/account/notices"),
        ("nowhere:at_all", "", "/account/notices"),
        ("https://evil.example/", "", "/account/notices"),
    ],
)
def test_opening_a_notice_leads_to_its_page(client, system, tess, page, about, leads_to):
    notice = give(system, tess, page=page, reference=about)
    client.force_login(tess)
    assert client.get(f"/account/notices/{notice.reference}").url == leads_to


def test_page_of_oneself_says_that_something_waits(client, tess, notice):
    client.force_login(tess)
    assert "Something waits for you" in client.get("/account/me").content.decode()
    actions.open_notice(by=tess, reference=notice.reference)
    assert "Nothing waits for you" in client.get("/account/me").content.decode()


def test_page_of_notices_says_which_one_each_is_about(client, system, tess):
    give(system, tess, page="submissions:followed", reference="SB-7K3M-9Q2R")
    client.force_login(tess)
    assert "SB-7K3M-9Q2R · " in client.get("/account/notices").content.decode()
    assert "SB-7K3M-9Q2R · " in client.get("/start").content.decode()


def test_see_all_notices_up_to_the_last_that_was_shown(client, system, tess, sam, events):
    give(system, tess, key="old")
    shown = give(system, tess, key="shown")
    others = give(system, sam)
    with clock.shifted(timedelta(minutes=1)):
        later = give(system, tess, key="came meanwhile")
    client.force_login(tess)
    address = "/account/notices/all-seen"
    answer = client.post(address, {"newest": shown.reference}, follow=True)
    assert "2 notices are marked as seen" in answer.content.decode()
    assert list(queries.unseen_notices(by=tess)) == [later]
    assert list(queries.unseen_notices(by=sam)) == [others]
    assert [details for _event, details in events(Event.NOTICES_SEEN)] == [{"number": 2}]
    assert client.post(address, {"newest": others.reference}).status_code == 404


def test_page_of_notices_offers_to_mark_the_newest_shown_and_all_before(client, system, tess):
    client.force_login(tess)
    assert "Mark all as seen" not in client.get("/account/notices").content.decode()
    give(system, tess, key="old")
    with clock.shifted(timedelta(minutes=1)):
        newest = give(system, tess, key="new")
        page = client.get("/account/notices").content.decode()
    assert f'name="newest" value="{newest.reference}"' in page


def test_close_notices_of_one_thing_and_one_kind_whoever_has_them(system, tess, sam):
    for person in (tess, sam):
        give(system, person, key="call:1", reference="SB-1")
    kept = [
        give(system, tess, key="news:1", reference="SB-1"),
        give(system, tess, key="call:2", reference="SB-2"),
    ]
    assert actions.close_notices(by=tess, about="SB-1", keys=("call:",)) == 2
    assert list(Notice.objects.filter(seen_at=None).order_by("pk")) == kept
