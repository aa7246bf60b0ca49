"""When tools may be loaded, and which version of a tool is in force on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any


def reason_not_to_load(*, kept_digest: str | None, digest: str, code: str, version: str) -> str:
    """Why this version cannot be kept: it was loaded before and said something else. Or ""."""
    if kept_digest is not None and kept_digest != digest:
        return (
            f"{code} version {version} was loaded before and said something else. What was answered"
            " under it must stay as it was: give it a new version."
        )
    return ""


def in_force(tools: Iterable[Any], on: date) -> list[Any]:
    """Of each tool, the version that began last; none where that one has ended. By kind and name."""
    latest: dict[str, Any] = {}
    for tool in sorted(tools, key=lambda one: (one.from_on, one.pk)):
        if tool.from_on <= on:
            latest[tool.code] = tool
    standing = [one for one in latest.values() if not (one.until_on and one.until_on <= on)]
    return sorted(standing, key=lambda one: (one.kind, one.name))
