"""Reads what the machine says about itself. An unexpected or missing value is refused, in words."""

import os
import sys
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured


class Stage(StrEnum):
    """Where this copy of Cairn is running."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


def read_stage() -> Stage:
    """CAIRN_ENV; production where it is not said, so that forgetting it closes doors."""
    said = os.environ.get("CAIRN_ENV", Stage.PRODUCTION)
    try:
        return Stage(said)
    except ValueError:
        raise ImproperlyConfigured(
            f"CAIRN_ENV is {said!r}. It must be one of: {', '.join(Stage)}."
        ) from None


def required(name: str, *, why: str) -> str:
    """The value of an environment variable that Cairn cannot run without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return value


def secret(name: str, *, stage: Stage, why: str) -> str:
    """As required(), but tests and static checks may do with a fixed word nobody else uses."""
    if stage is Stage.TEST:
        return os.environ.get(name, f"{name}-for-tests-only-0123456789-0123456789-abcdefghij")
    return required(name, why=why)


def flag(name: str, *, default: bool = False) -> bool:
    """An environment variable that is on (1) or off (0)."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. It must be 1 or 0.")
    return value == "1"


def number(name: str, *, default: int) -> int:
    """An environment variable that is a whole number."""
    value = os.environ.get(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}. It must be a whole number.")
    return int(value)


def words(name: str, *, default: str = "") -> list[str]:
    """An environment variable that is a list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def is_running(*commands: str) -> bool:
    """Whether this process was started as one of these management commands."""
    return len(sys.argv) > 1 and sys.argv[1] in commands
