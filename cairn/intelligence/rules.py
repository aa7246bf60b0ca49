"""What must be true of a strand: its grades, its dates, and that its text gives nobody away.

The 3x5x2 codes are the national intelligence report's. Their letters and the duty to state
conditions with handling code C come from published police training notes (domain facts 2.3). That
information suspected to be false must not travel without conditions is ordinary practice in
intelligence units; no primary text was at hand, so have it confirmed before relying on it alone.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.foundation import identifiers
from cairn.foundation.dates import Read
from cairn.foundation.wording import day
from cairn.intelligence.choices import Handling, InformationGrade, RecordKind

# The field that is wrong, and the sentence beside it.
Reason = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """What a strand says, before it is one: one claim, its dates, its grades, its handling."""

    claim: str
    text: str
    learned_on: date
    strand_codes: Sequence[str]
    source_grade: str
    information_grade: str
    handling: str
    conditions: str = ""
    for_agencies: Sequence[str] = ()  # codes
    happened_from: date | None = None
    happened_to: date | None = None
    happened_words: str = ""


@dataclass(frozen=True)
class NewRecord:
    """A record to make together with the strand, from what was sent. `details` are the arguments
    of that chapter's own action; a child comes with the agency involved, and why."""

    kind: RecordKind
    details: Mapping[str, Any]
    involvement: Mapping[str, Any] = field(default_factory=dict)


def reason_not_to_make_strand(said: Said, *, today: date) -> Reason | None:
    """Why this cannot be a strand as it stands, or None. The text's own rule is below."""
    if not said.claim.strip():
        return "claim", "Write what is claimed."
    if not said.text.strip():
        return "text", "Write the text that others may read."
    if not said.strand_codes:
        return "strand_codes", "Choose at least one kind of exploitation."
    return reason_not_to_date(
        happened_from=said.happened_from,
        happened_to=said.happened_to,
        learned_on=said.learned_on,
        today=today,
    ) or reason_not_to_grade(
        information_grade=said.information_grade,
        handling=said.handling,
        conditions=said.conditions,
        agencies=len(said.for_agencies),
    )


# --- grades and handling -------------------------------------------------------------------------


def reason_not_to_grade(
    *, information_grade: str, handling: str, conditions: str, agencies: int
) -> Reason | None:
    """The field and the sentence for grades and handling that do not go together, or None.

    `agencies` is how many agencies are named. None with code C is allowed: then nobody outside
    the unit reads it, which is the way to keep something to the unit.
    """
    if information_grade == InformationGrade.SUSPECTED_FALSE and handling != Handling.CONDITIONS:
        return "handling", "Information suspected to be false can only be shared with conditions."
    if handling == Handling.CONDITIONS and not conditions.strip():
        return "conditions", "Say what the conditions are."
    if handling == Handling.PERMITTED and conditions.strip():
        return "handling", "You wrote conditions. Choose code C, or take the conditions out."
    if handling == Handling.PERMITTED and agencies:
        return "handling", "You named agencies. Choose code C, or name none."
    return None


def handling_in_words(*, handling: str, conditions: str) -> str:
    """What a reader may do with it, beside the text."""
    if handling == Handling.CONDITIONS:
        return f"You may not share this further unless: {conditions.strip()}"
    return "You may share this with people who need it to protect a child."


def reason_not_to_tell_lead(*, is_recorded: bool, has_left: bool, may_read: bool) -> str | None:
    """Why the lead practitioner cannot be told that a strand names the child, or None."""
    if not is_recorded:
        return "No lead practitioner is recorded for the child."
    if has_left:
        return "The lead practitioner has left."
    if not may_read:
        return "The strand’s handling does not let the lead practitioner read it."
    return None


# --- dates ---------------------------------------------------------------------------------------


def reason_not_to_date(
    *, happened_from: date | None, happened_to: date | None, learned_on: date, today: date
) -> Reason | None:
    """The field and the sentence for dates that cannot be, or None.

    When it happened and when it was learned are two facts; neither can lie in the future, and
    nothing is learned before it happened.
    """
    if learned_on > today:
        return "learned_on", f"The date it was learned must be today, {day(today)}, or earlier."
    if happened_to and not happened_from:
        return "happened_from", "Say when it started, or leave both dates empty."
    if happened_from and happened_from > learned_on:
        return "happened_from", f"It was learned on {day(learned_on)}: it cannot happen after that."
    if happened_from and happened_to and happened_to < happened_from:
        return "happened_to", "The end must be the same day as the start, or later."
    if happened_to and happened_to > learned_on:
        return "happened_to", f"It was learned on {day(learned_on)}: it cannot end after that."
    return None


def span(start: Read | None, end: Read | None, *, learned_on: date) -> tuple[date | None, ...]:
    """From and to, as dates. A start said as a month or "about" covers all the days it may mean,
    but none after it was learned."""
    if start is None:
        return None, end.latest if end else None
    last = end.latest if end else (None if start.on else start.latest)
    is_unsaid = not (end and end.on)
    if last is not None and is_unsaid and start.earliest <= learned_on < last:
        last = learned_on
    return start.earliest, last


def happened_in_words(*, start: date | None, end: date | None, words: str) -> str:
    """3 November 2026; 3 November 2026 to 5 November 2026; with what was said beside it."""
    if start is None:
        return words or "Not known"
    dates = day(start) if end is None or end == start else f"{day(start)} to {day(end)}"
    return f"{dates} ({words})" if words else dates


# --- the text that others read -------------------------------------------------------------------

# Names that are also ordinary words of a report. In small letters they are the word: "a white van",
# "he may". With a capital letter, or beside another part of the same name, they are the name.
_ORDINARY = (
    "april art august bank bell bill bishop black blue bridge brook brown bush chase church "
    "cook cross dale day drew faith farmer field fisher ford forest frank fox grant gray green "
    "grey hall heath hill hope house hunter king lake lane law little long major mark market may "
    "miles mills moor more new north page park penny pope porter price rain reed rich river rock "
    "rose rush shepherd sharp short sky small snow south star stone street summer taylor walker "
    "wall ward waters way well wells west white will winter wood woods young"
)
_PARTICLES = "a al and bin da de del den der di du el la le of st the van von"
ORDINARY_WORDS, PARTICLES = frozenset(_ORDINARY.split()), frozenset(_PARTICLES.split())
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
_DIGITS_APART = re.compile(r"(?<=[0-9])[\s().\-/‐-–]+(?=[0-9(])")
FEWEST_DIGITS, SHORTEST_INSIDE, MOST_NAMES = 7, 6, 5


def names_to_hide(name: str) -> list[str]:
    """A person's name, and each part of it that would be understood alone. Nothing where it is a
    description and no name: "a girl in a red coat"."""
    if len(name.split()) > MOST_NAMES:
        return []
    parts = [word for word, plain in _words(name) if len(plain) > 1 and plain not in PARTICLES]
    return [name.strip(), *parts] if name.strip() else []


def reasons_text_is_not_sanitised(text: str, *, hidden: Sequence[str]) -> list[str]:
    """One sentence for each thing in the text that must not be there. Empty: it may go out.

    `hidden` holds what would give the source or a child away: names, an agency, a job title, an
    e-mail address, a phone number. Case, accents, hyphens, apostrophes and spacing are forgiven;
    only whole words count, so that Ann is not found in "planned". What somebody could guess is
    for a person to judge: the form asks.
    """
    words, digits = _words(text), _DIGITS_APART.sub("", _visible(text))
    found: dict[str, None] = {}
    for secret in hidden:
        if place := _number_in(digits, secret) or _words_in(words, secret):
            found.setdefault(place)
    return [
        f"Take out “{place}”. Say “this child” or “another child”, and nothing about the source."
        for place in found
    ]


def _visible(text: str) -> str:
    """Letters in one form, without marks that are not seen or that only stand on a letter."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    composed = unicodedata.normalize("NFKC", seen)
    return "".join(c for c in composed if unicodedata.category(c) != "Mn")


def _plain(word: str) -> str:
    return identifiers.normal_name(word).replace(" ", "")


def _words(text: str) -> list[tuple[str, str]]:
    """Each word as written and in plain form; the 's of a possessive is not part of the name."""
    found = ((word, _plain(_POSSESSIVE.sub("", word))) for word in _WORD.findall(_visible(text)))
    return [(word, plain) for word, plain in found if plain]


def _number_in(digits: str, secret: str) -> str:
    """The phone number, with or without 0 or +44 before it and however it is spaced."""
    number = re.sub(r"[^0-9]", "", secret)
    if len(number) < FEWEST_DIGITS or re.search(r"[^\W\d_]{2}", secret):
        return ""
    return secret.strip() if re.sub(r"^(?:00)?44|^0", "", number) in digits else ""


def _words_in(words: Sequence[tuple[str, str]], secret: str) -> str:
    """The words as written where together they are the secret, or ""."""
    wanted = "".join(plain for _, plain in _words(secret))
    # A whole name is also found inside a longer word: an online name is often made of it.
    inside = len(wanted) >= SHORTEST_INSIDE and len(_words(secret)) > 1
    if len(wanted) < 2:
        return ""
    for start, (written, plain) in enumerate(words):
        if inside and wanted in plain:
            return written
        joined = ""
        for end in range(start, len(words)):
            joined += words[end][1]
            place = " ".join(word for word, _ in words[start : end + 1])
            if joined in {wanted, wanted + "s"} and not _is_ordinary(place, wanted):
                return place
            if not wanted.startswith(joined):
                break
    return ""


def _is_ordinary(place: str, wanted: str) -> bool:
    return wanted in ORDINARY_WORDS | PARTICLES and place == place.lower()
