"""What a section of the start page is made of."""

from dataclasses import dataclass

SHOWN = 5
SHOWN_NOTICES = 3


@dataclass(frozen=True)
class Line:
    """One thing: what it is, what to know about it at a glance, and its page ("" if none)."""

    text: str
    hint: str = ""
    page: str = ""
    tag: str = ""
    pressing: str = ""  # why somebody must act now; it stands out


@dataclass(frozen=True)
class Part:
    """One section of the start page. `empty` says that nothing needs doing."""

    title: str
    lines: list[Line]
    empty: str
    more: str = ""
    more_page: str = ""
