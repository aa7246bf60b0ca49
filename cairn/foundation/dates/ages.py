"""How old somebody is.

Source: Family Law Reform Act 1969, section 9: an age is reached at the start of the anniversary of
the birth. No statute says which day that is for somebody born on 29 February; in England it is
taken to be 1 March in a common year (convention, not settled by statute, so it can be overridden).
"""

from datetime import date

LEAP_DAY_BIRTHDAY = (3, 1)
ADULT_AT = 18


def age_on(born: date, on: date, *, leap_day_birthday: tuple[int, int] = LEAP_DAY_BIRTHDAY) -> int:
    """Whole years of age on that day. Raises ValueError if the person was not yet born."""
    if on < born:
        raise ValueError("Nobody has an age before they are born.")
    birthday = (born.month, born.day)
    if birthday == (2, 29) and not _is_leap(on.year):
        birthday = leap_day_birthday
    return on.year - born.year - ((on.month, on.day) < birthday)


def birthday(born: date, age: int) -> date:
    """The day on which that age is reached."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, *LEAP_DAY_BIRTHDAY)


def adult_on(born: date | None) -> date | None:
    """The eighteenth birthday, where the day of birth is known."""
    return birthday(born, ADULT_AT) if born else None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
