"""What answers a page: a stream of server-sent events that says when to look again, and no more."""

import asyncio
import contextlib
import resource
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from django.conf import settings
from django.db import DatabaseError, InterfaceError

from cairn.accounts.live.listening import listen
from cairn.accounts.live.pages import Pages
from cairn.accounts.live.visitor import person_of, unseen_of
from cairn.accounts.models import User

STREAM, HEALTH = "/live/", "/live/healthz"
COMMENT_EVERY = 20.0  # seconds: proxies end a connection on which nothing is said
ASKED_AGAIN_AFTER = 60.0  # seconds until it is asked anew whether the session goes on
MOST_PAGES = 40  # of one person
HELLO = b"retry: 2000\n\n"  # a page that has lost its connection comes back after so many ms
LOOK_AGAIN = b"event: notice\ndata: look again\n\n"
STILL_HERE = b": still here\n\n"

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Live:
    """The application, as ASGI has it."""

    def __init__(self) -> None:
        self.pages = Pages()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        said = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        asked = (scope["method"], scope["path"])
        if asked == ("GET", HEALTH):
            is_well = self.pages.is_listening
            await _answer(
                send, 200 if is_well else 503, b'{"ok": %s}' % str(is_well).lower().encode()
            )
        elif asked != ("GET", STREAM):
            await _answer(send, 404)
        elif _is_elsewhere_s(said):
            await _answer(send, 403)
        else:
            await self._answer_page(said.get("cookie", ""), _unseen(scope), receive, send)

    async def _answer_page(self, cookies: str, unseen: int, receive: Receive, send: Send) -> None:
        try:
            person = await person_of(cookies)
        except (DatabaseError, InterfaceError):
            await _answer(send, 503)
            return
        if person is None:
            await _answer(send, 401)
        elif self.pages.number_of(person.pk) >= MOST_PAGES:
            await _answer(send, 429)
        else:
            gone = asyncio.create_task(_until_gone(receive))
            try:
                with self.pages.open(person.pk) as woken:
                    await _begin(send)
                    with contextlib.suppress(DatabaseError, InterfaceError):
                        if await unseen_of(person) != unseen:  # while the page was on its way
                            woken.set()
                    await _stream(person, cookies, woken, gone, send)
            finally:
                gone.cancel()


def _is_elsewhere_s(said: dict[str, str]) -> bool:
    """Whether another site's page asks. Without an origin it may be ours, or a picture on theirs."""
    is_foreign = said.get("origin", settings.PUBLIC_ADDRESS) != settings.PUBLIC_ADDRESS
    return is_foreign or said.get("sec-fetch-site") == "cross-site"


async def _stream(
    person: User, cookies: str, woken: asyncio.Event, gone: asyncio.Task[None], send: Send
) -> None:
    """Until the page is closed, or the session has ended."""
    asked_at = time.monotonic()
    while True:
        waking = asyncio.create_task(woken.wait())
        await asyncio.wait(
            {waking, gone}, timeout=COMMENT_EVERY, return_when=asyncio.FIRST_COMPLETED
        )
        waking.cancel()
        if gone.done():
            return
        if time.monotonic() - asked_at >= ASKED_AGAIN_AFTER:
            if not await _is_still(person, cookies):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                return
            asked_at = time.monotonic()
        words = LOOK_AGAIN if woken.is_set() else STILL_HERE
        woken.clear()
        await send({"type": "http.response.body", "body": words, "more_body": True})


async def _is_still(person: User, cookies: str) -> bool:
    """Whether the session is still this person's. While the database is away, nobody can say."""
    try:
        return await person_of(cookies) == person
    except (DatabaseError, InterfaceError):
        return True


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _unseen(scope: dict[str, Any]) -> int:
    """How many unseen notices the page shows."""
    said = parse_qs(scope["query_string"].decode("latin-1")).get("unseen", ["0"])[0]
    return int(said) if said.isdecimal() and len(said) < 10 else 0


async def _begin(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"x-accel-buffering", b"no"),  # nginx passes each line on at once
        *_always(),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": HELLO, "more_body": True})


async def _answer(send: Send, status: int, body: bytes = b"") -> None:
    headers = [(b"content-type", b"application/json"), *_always()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _always() -> list[tuple[bytes, bytes]]:
    """No copies; and where this process has an address of its own, for our pages alone."""
    return [
        (b"cache-control", b"no-store"),
        (b"vary", b"Origin, Cookie"),
        (b"access-control-allow-origin", settings.PUBLIC_ADDRESS.encode()),
        (b"access-control-allow-credentials", b"true"),
    ]


def run(*, host: str, port: int) -> None:
    """Serve until told to stop. Pages that are open then come back when this is here again."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each open page is an open file
    asyncio.run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    live = Live()
    how = uvicorn.Config(
        live, host=host, port=port, loop="asyncio", http="h11", ws="none", lifespan="off",
        log_config=None, access_log=False, server_header=False, date_header=False,
        timeout_graceful_shutdown=1, proxy_headers=False,
    )  # fmt: skip
    listening = asyncio.create_task(listen(live.pages))
    try:
        await uvicorn.Server(how).serve()
    finally:
        listening.cancel()
