"""Times as a person types them. A time said without morning or evening is not guessed."""

import re
from datetime import time

from cairn.foundation.dates.reading import ABOUT, ReadTime, Unreadable, number, plain

ADVICE = "Enter the time like 7pm, 7:30am or 19:05."
DAY = 24 * 60
ABOUT_MINUTES = 30
# "Ten to eleven" is a time; "seven to eight" is a span.
MINUTES_TO = r"(?:quarter|five|ten|twenty|twentyfive|5|10|20|25)(?: minutes)? to "

# Judgement about what people mean, in minutes after midnight; a span may run past midnight.
PARTS_OF_DAY = {
    "early morning": (4 * 60, 8 * 60),
    "early hours": (0, 5 * 60),
    "morning": (6 * 60, 12 * 60),
    "mid morning": (9 * 60, 11 * 60),
    "school run": (8 * 60, 9 * 60),
    "during school": (8 * 60 + 30, 15 * 60 + 30),
    "break time": (10 * 60, 11 * 60 + 30),
    "lunchtime": (12 * 60, 14 * 60),
    "lunch time": (12 * 60, 14 * 60),
    "lunch": (12 * 60, 14 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "after school": (15 * 60, 17 * 60 + 30),
    "teatime": (16 * 60, 18 * 60 + 30),
    "tea time": (16 * 60, 18 * 60 + 30),
    "early evening": (17 * 60, 19 * 60),
    "evening": (17 * 60, 22 * 60),
    "this evening": (17 * 60, 22 * 60),
    "tonight": (17 * 60, 24 * 60),
    "this morning": (6 * 60, 12 * 60),
    "this afternoon": (12 * 60, 18 * 60),
    "late evening": (20 * 60, 23 * 60),
    "late at night": (22 * 60, 2 * 60),
    "late night": (22 * 60, 2 * 60),
    "night": (21 * 60, 6 * 60),
    "overnight": (21 * 60, 6 * 60),
}
MORNING = ("in the morning", "this morning", "am")
EVENING = (
    "in the evening",
    "in the afternoon",
    "at night",
    "this evening",
    "tonight",
    "pm",
)
FIXED = {"noon": 12 * 60, "midday": 12 * 60, "12 noon": 12 * 60, "12 midday": 12 * 60}
FIXED |= {"midnight": 0, "12 midnight": 0, "12 at night": 0, "twelve at night": 0}


def read_time(text: str) -> ReadTime:
    """What time, or span of times, the text means. Raises Unreadable."""
    said = text.strip()
    words = plain(text, ADVICE)
    words = re.sub(r"(?<![a-z])([ap])\.?\s?m\b\.?", r" \1m ", words).replace("o'clock", " ")
    words = " ".join(
        words.replace("-ish", "ish").replace("twenty-five", "twentyfive").replace("–", "-").split()
    )
    rough = (
        r"^(?:" + "|".join((*ABOUT, "just after", "just before", "c\\.?", "~")) + r")(?= |[0-9])"
    )
    words, about = re.subn(rough, "", words)
    words, ish = re.subn(r"(?<=[0-9a-z])ish\b| ish\b", "", words)
    words = re.sub(r"^(?:in the|during the|at|in|the) ", "", words.strip()).strip()
    if words in PARTS_OF_DAY:
        start, end = PARTS_OF_DAY[words]
        return ReadTime(None, _time(start), _time(end), "about", said)
    span = re.fullmatch(r"(?:between |from )?(.+?) ?(?:-| to | and | until | till ) ?(.+)", words)
    if span and not re.match(MINUTES_TO, words):
        return _span(span[1].strip(), span[2].strip(), said)
    return _one_time(words, bool(about or ish), said)


def _one_time(words: str, about: bool, said: str) -> ReadTime:
    found = _minutes(words)
    if not found:
        raise Unreadable(ADVICE)
    give = ABOUT_MINUTES if about else 0
    earliest, latest = _time(found[0] - give), _time(found[-1] + give)
    if len(found) == 2:
        either = (_time(found[0]), _time(found[1]))
        return ReadTime(None, earliest, latest, "about", said, either)
    if about:
        return ReadTime(None, earliest, latest, "about", said)
    return ReadTime(_time(found[0]), earliest, latest, "minute", said)


def _span(first: str, second: str, said: str) -> ReadTime:
    """Between 7 and 8pm. The half of the day may be said once, at the end."""
    ends = _minutes(second)
    half = re.search(r"[ap]m$", second)
    starts = _minutes(first)
    if half and len(starts) == 2 and len(ends) == 1:
        starts = [max((s for s in starts if s <= ends[0]), default=starts[1])]
    if len(starts) != 1 or len(ends) != 1:
        raise Unreadable("Enter both times with am or pm, like 7pm to 8pm.")
    return ReadTime(None, _time(starts[0]), _time(ends[0]), "about", said)


def _minutes(words: str) -> list[int]:
    """Minutes after midnight: one if it is certain, two if it may be morning or evening.

    Two digits, a colon and two digits are read as the 24-hour clock.
    """
    if words in FIXED:
        return [FIXED[words]]
    half, words = _half_of_day(words)
    words = re.sub(r"^half (?!past )", "half past ", words)
    certain = False
    if match := re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", words):
        hour, minute = int(match[1]), int(match[2])
        certain = len(match[1]) == 2
    elif match := re.fullmatch(r"([0-9]{2})([0-9]{2}) ?(?:h|hrs|hours)?", words):
        hour, minute, certain = int(match[1]), int(match[2]), True
    elif words != "a" and (whole := number(words)) is not None:
        hour, minute = whole, 0
    elif match := re.fullmatch(r"([a-z0-9]+)(?: minutes?)? (past|to) ([a-z0-9]+)", words):
        hour, minute = _past_or_to(match[1], match[2], match[3])
    else:
        return []
    return _in_the_day(hour, minute, half, certain)


def _half_of_day(words: str) -> tuple[str | None, str]:
    for half, endings in (("am", MORNING), ("pm", EVENING)):
        for ending in endings:
            if words.endswith(" " + ending):
                return half, words.removesuffix(ending).strip()
    return None, words


def _past_or_to(amount: str, direction: str, hour_said: str) -> tuple[int, int]:
    minutes = {"half": 30, "quarter": 15}.get(amount) or number(amount)
    if amount == "twentyfive":
        minutes = 25
    hour = number(hour_said)
    if minutes is None or hour is None or not 1 <= minutes < 60 or not 1 <= hour <= 12:
        raise Unreadable(ADVICE)
    if direction == "past":
        return hour, minutes
    return (hour - 1) or 12, 60 - minutes


def _in_the_day(hour: int, minute: int, half: str | None, certain: bool) -> list[int]:
    if hour > 23 or minute > 59:
        raise Unreadable(ADVICE)
    total = hour * 60 + minute
    if half and 1 <= hour <= 12:
        return [hour % 12 * 60 + minute + (12 * 60 if half == "pm" else 0)]
    if half:
        # "19:05pm" says the same thing twice; "19:05am" cannot be.
        if (half == "pm") == (hour >= 12):
            return [total]
        raise Unreadable(ADVICE)
    if certain or hour > 12 or hour == 0:
        return [total]
    return [hour % 12 * 60 + minute, hour % 12 * 60 + minute + 12 * 60]


def _time(minutes: int) -> time:
    hour, minute = divmod(minutes % DAY, 60)
    return time(hour, minute)
