"""The door for other systems: POST /api/missing/notifications. docs/api.md describes it."""

import json
from typing import Any

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.accounts.people import STRANGER
from cairn.foundation import clock
from cairn.missing import actions
from cairn.missing.choices import Source
from cairn.missing.notification import NotificationForm

LARGEST = 65_536  # bytes
MOST_A_MINUTE = 600
JSON, PROBLEM = "application/json", "application/problem+json"


class Problem(Exception):
    """What a sender is told, as RFC 9457 writes it."""

    def __init__(self, status: int, title: str, detail: str, **more: Any):
        self.status, self.said = status, {"title": title, "detail": detail, **more}

    def answer(self) -> HttpResponse:
        said = {"type": "about:blank", "status": self.status, **self.said}
        return JsonResponse(said, status=self.status, content_type=PROBLEM)


# No browser sends these: there is no session, and a key is in no cookie.
@csrf_exempt
def notifications(request: Any) -> HttpResponse:
    """Take one notification, once for each of the sender's message numbers, and give its receipt."""
    try:
        return _receipt(request)
    except Problem as problem:
        answer = problem.answer()
        if problem.status == 401:
            answer["WWW-Authenticate"] = 'Bearer realm="Cairn"'
        if problem.status == 405:
            answer["Allow"] = "POST"
        if problem.status == 429:
            answer["Retry-After"] = "60"
        return answer


def _receipt(request: Any) -> HttpResponse:
    if request.method != "POST":
        raise Problem(405, "Send it with POST", "Nothing can be read here.")
    by = _sender(request)
    _not_too_often(by)
    form = NotificationForm(_told(request), councils=by.councils)
    if not form.is_valid():
        raise Problem(
            422, "Not taken", "Nothing was kept. Mend the fields that are named, and send it again.",
            errors=[{"field": name, "detail": why} for name, why in form.wrong],
        )  # fmt: skip
    report = actions.receive(by=by, source=Source.POLICE_PUSH, sender=by.name, **form.taken)
    said = {
        "reference": report.reference, "message": report.message,
        "received_at": report.received_at.isoformat(),
    }  # fmt: skip
    return JsonResponse(said, status=201)


def _sender(request: Any) -> User:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = None
    if kind.lower() == "bearer" and secret.strip():
        found = accounts.use_key(by=STRANGER, secret=secret.strip())
    if found is None:
        raise Problem(
            401, "No key that opens this", "Send Authorization: Bearer and a key that has not ended. "
            "The account administrator of your agency makes one.",
        )  # fmt: skip
    return found


def _not_too_often(by: User) -> None:
    name = f"missing:sent:{by.pk}:{clock.now():%Y%m%d%H%M}"
    cache.add(name, 0, timeout=120)
    try:
        number = cache.incr(name)
    except ValueError:  # swept away just now: it is counted from the next one
        return
    if number > MOST_A_MINUTE:
        raise Problem(
            429,
            "Too many at once",
            f"At most {MOST_A_MINUTE} in a minute. Wait, and send it again.",
        )


def _body(request: Any) -> bytes:
    """All of the message: also where nobody said how long it is."""
    said = request.headers.get("Content-Length") or "0"
    too_large = Problem(413, "Too large", f"A notification has at most {LARGEST} bytes.")
    if said.isdecimal() and int(said) > LARGEST:
        raise too_large
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_large from None
    if len(body) > LARGEST:
        raise too_large
    return body


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A field that is said twice is not dropped in silence."""
    if len(dict(pairs)) != len(pairs):
        raise Problem(400, "A field twice", "Say each field once.")
    return dict(pairs)


def _told(request: Any) -> dict[str, str]:
    """The fields of the message. Every value is text."""
    if request.content_type != JSON:
        raise Problem(415, "Not JSON", f"Send one notification as {JSON}, in UTF-8.")
    try:
        told = json.loads(_body(request), object_pairs_hook=_each_once)
        json.dumps(told, ensure_ascii=False).encode()  # half a letter is no text
    except (ValueError, RecursionError):
        raise Problem(400, "Not JSON", "The message could not be read as JSON in UTF-8.") from None
    if not isinstance(told, dict):
        raise Problem(400, "Not one notification", 'Send one JSON object: {"message": …}.')
    wrong = [
        {"field": name, "detail": "Write it as text, between quotation marks."}
        for name, value in told.items() if not isinstance(value, str) and value is not None
    ]  # fmt: skip
    if wrong:
        raise Problem(422, "Not taken", "Nothing was kept. Every value is text.", errors=wrong)
    return {name: value or "" for name, value in told.items()}
