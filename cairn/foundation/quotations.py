"""Finds quotations in a text, so that nothing inside one is ever commented on.

Where it is not certain where a quotation ends, more is protected rather than less.
"""

import re
from bisect import bisect_left

Span = tuple[int, int]

MARKS = re.compile("[\"“”„«»‘’']")
DOUBLE = '"“”„«»'
OPENING = "“„«‘"
LOOK_AHEAD = 40  # marks
PARAGRAPH_END = re.compile(r"\n\s*\n")
# An apostrophe before these begins a short form, not a quotation.
SHORT_FORMS = re.compile(
    r"(?:em|til|cause|cos|n|tis|twas|bout|round|nuff|[0-9]0s)\b", re.IGNORECASE
)


def quotations(text: str) -> list[Span]:
    """The spans inside quotation marks, marks included, in order and apart from one another."""
    doubles = [m.start() for m in MARKS.finditer(text) if m[0] in DOUBLE]
    singles = [m.start() for m in MARKS.finditer(text) if m[0] not in DOUBLE]
    ends = [m.start() for m in PARAGRAPH_END.finditer(text)] + [len(text)]
    found = _paired(text, doubles, ends, single=False) + _paired(text, singles, ends, single=True)
    apart: list[Span] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _paired(text: str, marks: list[int], ends: list[int], *, single: bool) -> list[Span]:
    spans: list[Span] = []
    open_at: list[int] = []
    for number, place in enumerate(marks):
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        if single and not _is_quotation_mark(text, place, before, after):
            continue
        if _opens(text[place], before, after, bool(open_at)):
            open_at.append(place)
        elif open_at and not (single and _is_possessive(text, marks, number, ends)):
            spans.append((open_at.pop(), place + 1))
    # A quotation that is never closed is taken to run to the end of its paragraph.
    return spans + [(place, ends[bisect_left(ends, place)]) for place in open_at]


def _opens(mark: str, before: str, after: str, inside: bool) -> bool:
    if mark in OPENING:
        return True
    if mark == "»":
        return False
    can_open = not before.isalnum() and bool(after) and not after.isspace()
    can_close = bool(before) and not before.isspace()
    if can_open != can_close:
        return can_open
    # A mark that could be either, or stands between two spaces.
    return not inside and not before.isalnum()


def _is_quotation_mark(text: str, place: int, before: str, after: str) -> bool:
    """Whether this single mark is more than an apostrophe (don't, 'til)."""
    if before.isalnum():
        return not after.isalnum()
    return not SHORT_FORMS.match(text, place + 1)


def _is_possessive(text: str, marks: list[int], number: int, ends: list[int]) -> bool:
    """The girls' phones: an s, a mark, a space and a letter, with a better end in this paragraph."""
    place = marks[number]
    if text[place - 1] not in "sS" or not re.match(r" [a-z]", text[place + 1 : place + 3]):
        return False
    paragraph_end = ends[bisect_left(ends, place)]
    for later in marks[number + 1 : number + 1 + LOOK_AHEAD]:
        before, after = text[later - 1], text[later + 1 : later + 2]
        if later > paragraph_end or (not before.isalnum() and after.isalnum()):
            return False
        if not before.isspace() and not after.isalnum():
            return True
    return False
