"""What the pages share: whose hands a draft is in, when the desk reads, and words that must not be lost.

The holder of a draft is a browser with a secret in a cookie of its own, apart from the session, so
that a draft outlives a session that ends. The database knows only the secret's digest.
"""

import secrets
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render

from cairn.agencies import queries as agencies
from cairn.foundation import clock, wording
from cairn.submissions.forms import Options
from cairn.submissions.rules import storable

# Where everything is sent over TLS, no other host can plant a cookie of this name.
COOKIE = f"{settings.COOKIE_PREFIX}cairn_draft"
HELD_FOR = 30 * 24 * 60 * 60  # seconds
LONGEST_SECRET = 100


def holder_of(request: Any) -> bytes:
    """The digest that stands for this browser; one that no draft has, where it holds none."""
    secret = request.COOKIES.get(COOKIE, "")
    return sha256(secret.encode()).digest() if 0 < len(secret) <= LONGEST_SECRET else b""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def hold(response: HttpResponse, secret: str) -> None:
    """Give the secret to this browser for thirty days from now."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=HELD_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def sign_in_first(request: Any) -> HttpResponse:
    """The draft is somebody's whose session has ended: their words are kept, and wait for them."""
    return redirect_to_login(request.path)


def is_from_here(request: Any) -> bool:
    """Whether the browser says that a page of ours sent this form."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def words_kept(request: Any, why: str, *, status: int) -> HttpResponse:
    """A page that gives back everything typed, where there is no draft to keep it in."""
    ours = {"csrfmiddlewaretoken", "version", "window", "order", "then", "key", "code"}
    typed = [
        storable(value)
        for name, values in request.POST.lists()
        if name not in ours
        for value in values
        if value.strip()
    ]
    return render(
        request, "submissions/words_kept.html", {"why": why, "typed": typed}, status=status
    )


def desk(by: Any) -> dict[str, Any]:
    """Whether the desk reads now, and when it does again, in words. Empty where nobody has said."""
    try:
        hours = agencies.office_hours(by=by, code="desk")
    except LookupError:
        return {}
    now = clock.now()
    if hours.is_open(now):
        return {"is_open": True, "again": ""}
    return {"is_open": False, "again": wording.weekday_time(hours.next_opening(now), now=now)}


def options(by: Any, answers: dict[str, Any] | None = None) -> Options:
    """The lists and answers that the pages of this draft depend on."""
    gate = (answers or {}).get("gate", {})
    return Options(
        strands=tuple((s.code, s.name) for s in agencies.exploitation_strands(by=by)),
        areas=tuple((council.code, council.name) for council in agencies.councils(by=by)),
        has_pathway=gate.get("pathway") == "yes",
    )


def calls(by: Any) -> dict[str, Any]:
    """Whom to call: 999 and 101 always, and each council's Hub where the partnership gave one."""
    points = agencies.contact_points(by=by)
    hubs = [point for point in points if point.code.startswith("hub-") and point.phone]
    return {"hubs": hubs}
