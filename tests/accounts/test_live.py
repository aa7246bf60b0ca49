"""Open pages hear of what is new for their person, and of nothing else."""

import asyncio
import contextlib

import psycopg
import pytest
from django.conf import settings as set_up
from django.db import connection, connections, transaction
from django.test import Client

from cairn.accounts import actions, people
from cairn.accounts.checks import live_pages_are_reached_with_the_session
from cairn.accounts.live import server
from cairn.accounts.live.listening import listen
from cairn.accounts.waking import LISTENS_AS
from cairn.foundation import clock

pytestmark = pytest.mark.django_db(transaction=True)
SOON, NOT_SOON = 5.0, 0.4  # seconds: until something surely came, and until it surely will not


@pytest.fixture(autouse=True)
def own_connections(monkeypatch):
    """The process's threads leave no connection behind."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr(server, "COMMENT_EVERY", 0.1)


def cookie_of(person, *, second_step=True):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    if not second_step:
        session = client.session
        session.pop("account_authentication_methods")
        session.save()
    name = set_up.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


class Page:
    """A page that listens, as the server sees it."""

    def __init__(self, live, cookie="", *, path="/live/", query="", origin="", site=""):
        said = {b"cookie": cookie, b"origin": origin, b"sec-fetch-site": site}
        headers = [(name, words.encode()) for name, words in said.items() if words]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(),
                 "headers": headers}  # fmt: skip
        self.said, self.came, self.left = [], asyncio.Event(), asyncio.Event()
        self.task = asyncio.create_task(live(scope, self.receive, self.send))

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.said.append(message)
        if message.get("body") == server.LOOK_AGAIN:
            self.came.set()

    async def status(self):
        while not self.said:
            await asyncio.sleep(0.01)
        return self.said[0]["status"]

    async def hears(self, within=SOON):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.came.wait()
        heard, self.came = self.came.is_set(), asyncio.Event()
        return heard

    async def leave(self):
        self.left.set()
        await asyncio.wait_for(self.task, SOON)


def with_live(story):
    """Run a story with a process that listens to the database."""

    async def whole():
        live = server.Live()
        listening = asyncio.create_task(listen(live.pages))
        while not live.pages.is_listening:
            await asyncio.sleep(0.01)
        try:
            await story(live)
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

    asyncio.run(whole())


def give(person, key="one"):
    return actions.give_notice(by=people.STRANGER, person=person, key=key, wording="Something.")


async def apart(act, *about):
    def done():
        try:
            return act(*about)
        finally:
            connection.close()

    return await asyncio.to_thread(done)


@pytest.mark.parametrize("who", ["nobody", "half", "ended"])
def test_page_of_nobody_is_told_nothing(who, tess):
    cookie = "" if who == "nobody" else cookie_of(tess, second_step=who != "half")
    if who == "ended":
        tess.ended_at = clock.now()
        tess.save()

    async def story(live):
        assert await Page(live, cookie).status() == 401
        assert live.pages.people() == []

    with_live(story)


def test_page_of_another_site_is_told_nothing(tess):
    cookie = cookie_of(tess)

    async def story(live):
        assert await Page(live, cookie, origin="https://elsewhere.example").status() == 403
        for origin in ("null", set_up.PUBLIC_ADDRESS + ".elsewhere.example"):
            assert await Page(live, cookie, origin=origin).status() == 403
        assert await Page(live, cookie, site="cross-site").status() == 403  # as a picture there
        assert live.pages.people() == []
        ours = Page(live, cookie, origin=set_up.PUBLIC_ADDRESS, site="same-origin")
        assert await ours.status() == 200
        await ours.leave()

    with_live(story)


def test_notice_wakes_the_pages_of_its_person_alone(tess, sam):
    cookies = [cookie_of(tess), cookie_of(tess), cookie_of(sam)]

    async def story(live):
        pages = [Page(live, one) for one in cookies]
        assert [await one.status() for one in pages] == [200, 200, 200]
        await apart(give, tess)
        assert [await one.hears(NOT_SOON) for one in pages] == [True, True, False]
        told = b"".join(one.get("body", b"") for one in pages[0].said)
        assert set(told.split(b"\n\n")) <= {b"retry: 2000", b"event: notice\ndata: look again",
                                            b": still here", b""}  # fmt: skip
        for one in pages:
            await one.leave()
        assert live.pages.people() == []

    with_live(story)


def test_act_that_fails_wakes_nobody(tess):
    def fail():
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            give(tess)
            raise ZeroDivisionError

    cookie = cookie_of(tess)

    async def story(live):
        page = Page(live, cookie)
        assert await page.status() == 200
        await apart(fail)
        assert not await page.hears(NOT_SOON)
        await page.leave()

    with_live(story)


def test_what_came_while_the_page_was_on_its_way_is_told_at_once(tess):
    cookie = cookie_of(tess)
    give(tess)

    async def story(live):
        behind, up_to_date = (
            Page(live, cookie, query="unseen=0"),
            Page(live, cookie, query="unseen=1"),
        )
        assert await behind.hears()
        assert not await up_to_date.hears(NOT_SOON)
        for one in (behind, up_to_date):
            await one.leave()

    with_live(story)


def test_stream_ends_with_the_account(tess, monkeypatch):
    monkeypatch.setattr(server, "ASKED_AGAIN_AFTER", 0.2)
    cookie = cookie_of(tess)

    def end():
        tess.ended_at = clock.now()
        tess.save()

    async def story(live):
        page = Page(live, cookie)
        assert await page.status() == 200
        await apart(end)
        await asyncio.wait_for(page.task, SOON)
        assert await Page(live, cookie).status() == 401

    with_live(story)


@pytest.mark.parametrize(
    "query", ["unseen=", "unseen=x", "unseen=%F0%9F", "unseen=" + "9" * 99, "a&" * 999]
)
def test_number_that_is_none_is_none(tess, query):
    cookie = cookie_of(tess)

    async def story(live):
        page = Page(live, cookie, query=query)
        assert await page.status() == 200
        await page.leave()

    with_live(story)


def test_stream_ends_with_the_session(tess, monkeypatch):
    monkeypatch.setattr(server, "ASKED_AGAIN_AFTER", 0.2)
    cookie = cookie_of(tess)

    async def story(live):
        page = Page(live, cookie)
        assert await page.status() == 200
        await asyncio.sleep(NOT_SOON)
        assert not page.task.done()
        await apart(actions_end, tess)
        await asyncio.wait_for(page.task, SOON)
        assert page.said[-1]["more_body"] is False

    with_live(story)


def actions_end(person):
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()


def test_listening_comes_back_after_the_database_was_away_and_every_page_looks_again(tess):
    cookie = cookie_of(tess)

    async def story(live):
        page = Page(live, cookie)
        assert await page.status() == 200
        assert not await page.hears(NOT_SOON)
        await apart(cut)
        assert await page.hears()
        await apart(give, tess)
        assert await page.hears()
        await page.leave()

    with_live(story)


def cut():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
            " AND datname = current_database()",
            [LISTENS_AS],
        )
        assert cursor.fetchall() == [(True,)]


def test_pages_hold_no_connection_to_the_database(tess):
    cookie = cookie_of(tess)

    async def story(live):
        before = await apart(connected)
        pages = [Page(live, cookie) for _ in range(server.MOST_PAGES)]
        assert {await one.status() for one in pages} == {200}
        assert await Page(live, cookie).status() == 429
        assert await apart(connected) <= before + 2
        for one in pages:
            await one.leave()

    with_live(story)


def connected():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


def test_health_is_whether_the_database_is_heard(db):
    async def story(live):
        assert await Page(live, path="/live/healthz").status() == 200
        live.pages.is_listening = False
        assert await Page(live, path="/live/healthz").status() == 503
        assert await Page(live, path="/live/elsewhere").status() == 404

    with_live(story)


def test_wake_says_a_number_of_a_person_and_nothing_else(tess):
    about = connection.get_connection_params()
    about = {name: about[name] for name in ("dbname", "user", "host") if about.get(name)}
    with psycopg.connect(**about, autocommit=True) as bare:
        bare.execute("LISTEN cairn_notice")
        give(tess)
        [heard] = list(bare.notifies(timeout=SOON, stop_after=1))
    assert heard.payload == str(tess.pk)


@pytest.mark.parametrize(
    ("address", "is_fine"),
    [("", True), ("https://cairn.example:8001", True), ("http://cairn.example:8001", False),
     ("https://live.example", False), ("https://cairn.example/live", False)],
)  # fmt: skip
def test_check_names_an_address_that_no_session_reaches(address, is_fine, settings):
    settings.PUBLIC_ADDRESS, settings.LIVE_ADDRESS = "https://cairn.example", address
    assert (live_pages_are_reached_with_the_session(None) == []) is is_fine
