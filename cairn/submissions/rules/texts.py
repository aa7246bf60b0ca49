"""Text as it can be kept: PostgreSQL has no place for NUL and for halves of characters."""


def storable(typed: str) -> str:
    """The same words. Lines end in one way; what no database can hold is marked or left out."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")
