"""Text as it can be kept: PostgreSQL has no place for NUL and for halves of characters."""

from typing import Any


def storable(typed: str) -> str:
    """The same words. Lines end in one way; what no database can hold is marked or left out."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def typed_strings(value: Any) -> list[str]:
    """Every text inside an answer, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in typed_strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in typed_strings(one)]
    return []
