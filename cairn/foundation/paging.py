"""Lists by the page, found by key: page one thousand is as quick as page one, and nothing is counted.

The token of a page says after which row it begins, so it holds a name. It stands in an address, and
addresses are kept by browsers and proxies: so it is sealed, and not only signed.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from django.utils.crypto import salted_hmac

PAGE_SIZE = 25


def kept_of(request: Any, but: str = "after") -> str:
    """What was asked of a list, as part of an address: all but the place in it."""
    kept = request.GET.copy()
    kept.pop(but, None)
    return kept.urlencode()


@dataclass(frozen=True)
class Page:
    """Some rows of a longer list. `older` is the token of the next page, or "" at the end."""

    rows: list[Any]
    older: str
    is_first: bool


def page_of(
    rows: QuerySet[Any], *, keys: Sequence[str], after: str = "", size: int = PAGE_SIZE
) -> Page:
    """The rows after a token, in the order of `keys` ("-" before a name: descending).

    The last key must be unique. Every key is a plain, non-null column, and the database should
    hold an index over them in this order. A token that was altered starts again at the first page.
    """
    place = _read(after, keys)
    ordered = rows.order_by(*keys)
    found = list((ordered.filter(_beyond(keys, place)) if place else ordered)[: size + 1])
    more = len(found) > size
    return Page(found[:size], _token(found[size - 1], keys) if more else "", is_first=not place)


def _beyond(keys: Sequence[str], place: list[Any]) -> Q:
    """Rows that come after `place`: (a > x) or (a = x and b > y) or ..."""
    beyond, same = Q(), Q()
    for key, value in zip(keys, place, strict=True):
        name, compare = (key[1:], "lt") if key.startswith("-") else (key, "gt")
        beyond |= same & Q(**{f"{name}__{compare}": value})
        same &= Q(**{name: value})
    # The first key alone, stated again, lets the database start at the right place in its index.
    first = keys[0].lstrip("-")
    bound = "lte" if keys[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": place[0]}) & beyond


def _seal(keys: Sequence[str]) -> Fernet:
    key = salted_hmac("page:" + ",".join(keys), "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


class _Exactly(DjangoJSONEncoder):
    """Instants to the microsecond: rounded ones would leave out what came in the same moment."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


def _token(row: Model, keys: Sequence[str]) -> str:
    place = [getattr(row, key.lstrip("-")) for key in keys]
    return _seal(keys).encrypt(json.dumps(place, cls=_Exactly).encode()).decode()


def _read(token: str, keys: Sequence[str]) -> list[Any]:
    try:
        return json.loads(_seal(keys).decrypt(token)) if token else []
    except (InvalidToken, ValueError):  # altered, or no token at all
        return []
