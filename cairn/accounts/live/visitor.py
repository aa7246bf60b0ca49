"""Who looks at a page: found as the product finds them, on a few threads with connections of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest, parse_cookie

from cairn.accounts import people, queries
from cairn.accounts.models import User

Found = TypeVar("Found")
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lookup")


async def person_of(cookies: str) -> User | None:
    """The person of this session, who has shown a second step and whose account has not ended."""
    return await _apart(_person_of, cookies)


async def unseen_of(person: User) -> int:
    return await _apart(lambda: queries.unseen_number(by=person))


def _person_of(cookies: str) -> User | None:
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    request.user = get_user(request)
    found = people.actor(request)
    return found if isinstance(found, User) else None


async def _apart(ask: Callable[..., Found], *about: Any) -> Found:
    return await asyncio.get_running_loop().run_in_executor(_threads, _looked_after, ask, *about)


def _looked_after(ask: Callable[..., Found], *about: Any) -> Found:
    """With a connection that is alive, and none that is not left behind."""
    close_old_connections()
    try:
        return ask(*about)
    finally:
        close_old_connections()
