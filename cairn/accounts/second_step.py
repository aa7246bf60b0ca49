"""Whether the person of a request has shown more than a password, and how lately."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings

# In the demo one may be somebody by choosing them; the mark means nothing anywhere else.
DEMO_MARK = "accounts_demo_person"


def is_done(request: Any) -> bool:
    """Has this session seen a second step, or an organisation that vouches for the person?"""
    if is_demo_person(request):
        return True
    return any(
        record["method"] in {"mfa", "socialaccount"}
        for record in get_authentication_records(request, request.user)
    )


def is_demo_person(request: Any) -> bool:
    return settings.IS_DEMO and bool(request.session.get(DEMO_MARK))


def is_by_organisation(request: Any) -> bool:
    """Somebody with nothing of their own here to confirm with: their organisation must."""
    return not is_demo_person(request) and not has_something_of_their_own(request)


def has_something_of_their_own(request: Any) -> bool:
    """A password or a second step that Cairn itself can ask for."""
    return bool(get_reauthentication_flows(request.user))


def was_lately_shown(request: Any) -> bool:
    """Whether the person signed in, or confirmed who they are, within the last few minutes."""
    if is_demo_person(request):
        return True
    records = get_authentication_records(request, request.user)
    last = max((record["at"] for record in records), default=0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def was_just_set_up(request: Any, user: Any, *, kind: str) -> None:
    """Whoever sets a second step up has just used it."""
    record_authentication(request, user, "mfa", type=kind)


def ways(request: Any) -> list[str]:
    """How the person of this session signed in: password, totp, webauthn, socialaccount..."""
    if is_demo_person(request):
        return ["demo"]
    records = get_authentication_records(request, request.user)
    return [record.get("type") or record["method"] for record in records]
