"""The one connection to PostgreSQL that hears whose pages are to look again. Lost, it comes back."""

import asyncio

import structlog
from procrastinate.contrib.django.utils import connector_params
from psycopg import AsyncConnection, Error

from cairn.accounts.live.pages import Pages
from cairn.accounts.waking import CHANNEL, LISTENS_AS

log = structlog.get_logger("cairn.live")

SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 5.0  # seconds between attempts to come back
QUIET = 20.0  # seconds without a word, after which the connection is asked if it is alive
ANSWERS_WITHIN = 5.0
BETWEEN_PEOPLE = 0.005  # after a gap all pages look again, but not all in one moment


async def listen(pages: Pages) -> None:
    """For ever. Whoever heard nothing while the database was away looks again afterwards."""
    pause = SHORTEST_PAUSE
    while True:
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                connection = await _connected()
            async with connection:
                pages.is_listening, pause = True, SHORTEST_PAUSE
                await asyncio.gather(_hear(connection, pages), _wake_all(pages))
        except (Error, OSError, TimeoutError) as problem:
            log.warning("the database went away", error=type(problem).__name__, again_in=pause)
        finally:
            pages.is_listening = False
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _connected() -> AsyncConnection:
    about = connector_params() | {"application_name": LISTENS_AS, "autocommit": True}
    connection = await AsyncConnection.connect(**about)
    await connection.execute(f"LISTEN {CHANNEL}")
    return connection


async def _hear(connection: AsyncConnection, pages: Pages) -> None:
    while True:
        async for said in connection.notifies(timeout=QUIET):
            if said.payload.isdecimal():
                pages.wake(int(said.payload))
        async with asyncio.timeout(ANSWERS_WITHIN):  # a line that was cut says nothing by itself
            await connection.execute("SELECT 1")


async def _wake_all(pages: Pages) -> None:
    for person in pages.people():
        pages.wake(person)
        await asyncio.sleep(BETWEEN_PEOPLE)
