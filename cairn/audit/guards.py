"""The guards on the doors to the data. Every function in a queries or actions room wears one.

Role is asked here; reach is asked by the query (permissions.reach); state by the rule.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.foundation.refusals import Refused

Door = TypeVar("Door", bound=Callable[..., Any])


def refuse_unless_held(by: Any, permission: Permission) -> None:
    if permission not in by.permissions:
        raise Refused("Your role does not allow this.")


def query(permission: Permission) -> Callable[[Door], Door]:
    """Guard a function that reads. Its caller must say who is asking: by=..."""

    def guard(function: Door) -> Door:
        @wraps(function)
        def guarded(*, by: Any, **arguments: Any) -> Any:
            refuse_unless_held(by, permission)
            return function(by=by, **arguments)

        guarded.permission = permission  # type: ignore[attr-defined]  # house-rule tests look for it
        return guarded  # type: ignore[return-value]

    return guard


def action(permission: Permission) -> Callable[[Door], Door]:
    """Guard a function that writes: as query(), and all or nothing, with its trace."""

    def guard(function: Door) -> Door:
        @wraps(function)
        def whole(*, by: Any, **arguments: Any) -> Any:
            with trail.act():
                return function(by=by, **arguments)

        return query(permission)(whole)  # type: ignore[return-value]

    return guard
