"""Who is locked out, and until when. What counts failures learns no address of anybody's mail."""

from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cairn.accounts.models import User
from cairn.foundation import clock

NO_ADDRESS = "0.0.0.0"  # noqa: S104  (a request over a local socket comes from nowhere)


def name_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under what name failures are counted: a seal of the address typed, known or not."""
    said = credentials or {}
    typed = said.get("email") or said.get("login") or request.POST.get("login") or ""
    return salted_hmac("cairn.accounts.lockout", typed.strip().lower()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, past the proxies that are ours.

    A line that speaks IPv6 has more addresses than can be counted, and may use a new one for each
    try: they are one place, named by the part that is the line's own.
    """
    said = ip_address(get_client_ip(request) or NO_ADDRESS)
    if isinstance(said, IPv4Address):
        return str(said)
    if said.ipv4_mapped:
        return str(said.ipv4_mapped)
    return str(IPv6Address(said.packed[:8] + bytes(8)))


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether this person, from where they are, must wait. Marks the request if so."""
    if AxesProxyHandler.is_allowed(request, _credentials(user)):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]  # its middleware answers
    request.axes_credentials = _credentials(user)  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, user: User) -> None:
    """A wrong second step counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials=_credentials(user), request=request)


def until(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    """When the lock ends, by our clock."""
    handler = AxesProxyHandler.get_implementation()
    attempts = [row for rows in handler.get_user_attempts(request, credentials) for row in rows]
    now = request.axes_attempt_time  # type: ignore[attr-defined]
    last = max((row.attempt_time for row in attempts), default=now)
    return clock.now() + (last + settings.AXES_COOLOFF_TIME - now)


def _credentials(user: User) -> dict[str, Any]:
    return {"login": user.email}
