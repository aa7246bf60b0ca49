"""The two ways to say no. Django turns them into pages 403 and 404; views never catch them."""

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DataError
from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)


class Refused(PermissionDenied):
    """You may not do this, or not now. The message is a sentence shown to the person."""


class OutOfReach(Http404):
    """No such record, or not yours to know about. The two must look the same."""


class Overtaken(Refused):
    """Somebody changed this record after the person opened it. What they typed is kept."""


def refuse_if(reason: str | None) -> None:
    """Refuse with the rule's own sentence, if it gave one."""
    if reason:
        raise Refused(reason)


def find(rows: "QuerySet[Row]", **lookup: Any) -> Row:
    """The one row asked for, from rows already narrowed to the person's reach."""
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError, DataError):  # a NUL is data that cannot be
        raise OutOfReach from None


def hold(rows: "QuerySet[Row]", *, may_be_named: bool = False, **lookup: Any) -> Row:
    """The one row asked for, as it is now, locked until the transaction ends."""
    lock(find(rows, **lookup), may_be_named=may_be_named)
    return find(rows, **lookup)


def lock(row: Model, *, may_be_named: bool = False) -> None:
    """Lock a row by its key alone: look for it again to have it as it is now, and within reach.

    Of a row that changed while it waited, PostgreSQL asks a lock's own conditions anew, but of what
    they join as that was before, and may then find nothing. `may_be_named`: others may go on
    adding rows that name this one.
    """
    rows = type(row)._base_manager.select_for_update(of=("self",), no_key=may_be_named)
    list(rows.filter(pk=row.pk).values_list("pk"))


def refuse_used_key(rows: "QuerySet[Any]", key: Any) -> None:
    """Refuse a form's key that has already done something, which is not what is asked for now."""
    if rows.filter(key=key).exists():
        raise Refused("This form was used before, for something else. Open its page again.")
