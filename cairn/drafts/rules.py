"""What of a form may be kept, and how much. This is no store for anything else."""

import json
import re
from dataclasses import dataclass
from typing import Any

from cairn.foundation.typed import SECRET

LARGEST = 200_000  # bytes of one form: the longest plan, and half as much again
MOST_FIELDS = 400
MOST_FORMS = 200  # of one person
LONGEST_ADDRESS = 300
ADDRESS = re.compile(r"/[\w./-]*(#[\w-]{1,60})?", re.ASCII)
NAME = re.compile(r"[A-Za-z][\w.-]{0,99}", re.ASCII)

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Sent:
    """What a page sent to be kept: `form` is where the form goes, with its name if it has one.

    `window` is the browser's window in which it was typed, and `after` the one whose text it was
    given back and goes on with.
    """

    page: str
    form: str
    typed: Typed
    window: str = ""
    after: str = ""


def read(body: bytes) -> Sent | None:
    """What was sent; None where it is not what our own pages send."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    page, form, typed = str(said.get("page")), str(said.get("form")), said.get("typed", {})
    if not (_is_address(page) and _is_address(form) and _is_typed(typed)):
        return None
    plain = {name: [_plain(one) for one in typed[name]] for name in _open(typed)}
    window, after = (_plain(str(said.get(name, "")))[:40] for name in ("window", "after"))
    return Sent(page, form, plain, window, after)


def reason_not_to_keep(
    sent: Sent, *, size: int, forms: int, window: str | None = None
) -> str | None:
    """`forms` are others that the person left unsent, `window` where this one was typed before."""
    if window is not None and window not in {sent.window, sent.after}:
        return "You wrote in this form in another window too. Save this before you leave."
    if size > LARGEST:
        return "This is too long to be kept. Save it before you leave."
    if forms >= MOST_FORMS:
        return "You have left too many forms unsent. Save this one before you leave."
    return None


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def _is_typed(typed: Any) -> bool:
    return (
        isinstance(typed, dict)
        and len(typed) <= MOST_FIELDS
        and all(NAME.fullmatch(name) for name in typed)
        and all(isinstance(texts, list) for texts in typed.values())
        and all(isinstance(one, str) for texts in typed.values() for one in texts)
    )


def _open(typed: Typed) -> list[str]:
    """The names of the fields that hold no secret."""
    return [name for name in typed if not any(secret in name.lower() for secret in SECRET)]


def _plain(text: str) -> str:
    """The same text without what a database cannot hold."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
