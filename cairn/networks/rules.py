"""What must be true of adults, places and things. No database, no request, no clock.

Source: Data Protection Act 2018, section 38: facts are kept apart from opinions, and persons whom
somebody is worried about apart from persons found guilty. A record here says only that a source
named somebody or something.
"""

from collections.abc import Iterable
from datetime import date

from cairn.foundation.identifiers import (
    KNOWN_NEEDED,
    LOOK_ALIKE,
    UNKNOWN,
    normal_address,
    normal_name,
    normal_online_name,
    normal_phone,
    normal_plate,
)
from cairn.networks.choices import ThingKind

NOT_GUILTY = (
    "To be named here is not to be guilty of anything. A record says that somebody was worried, and"
    " what they said."
)
LONGEST_PLATE = 8
MOST_EXPORTED = 2_000


def normal_thing(*, kind: str, value: str, platform: str = "") -> str:
    """The form in which the same thing is recognised; "" where it cannot be read."""
    if kind == ThingKind.PHONE:
        return normal_phone(value) or ""
    if kind == ThingKind.VEHICLE:
        plate = normal_plate(value)
        known = plate.replace(UNKNOWN, "")
        return plate if len(known) >= KNOWN_NEEDED and len(plate) <= LONGEST_PLATE else ""
    return normal_online_name(platform, value)


def reason_not_to_keep_thing(*, kind: str, value: str, platform: str = "") -> str | None:
    if normal_thing(kind=kind, value=value, platform=platform):
        return None
    return {
        ThingKind.PHONE: (
            "Enter a whole phone number, like 07700 900123. If you only know part of it, write it"
            " in the notes of the person or place."
        ),
        ThingKind.VEHICLE: (
            "Enter at least 2 letters or numbers of the number plate, with ? for each one you do not"
            " know, like QB?2 ??C."
        ),
        ThingKind.ONLINE: "Enter the name that is used online.",
    }[ThingKind(kind)]


def reason_not_to_keep_adult(
    *, name: str, also: Iterable[str], description: str, born_on: date | None, today: date
) -> str | None:
    if not any([name, *also, description]):
        return "Enter a name, or describe the person as far as you can."
    if born_on and born_on > today:
        return "The date of birth must be in the past."
    return None


def reason_not_to_keep_place(*, name: str) -> str | None:
    return None if name else "Enter the name of the place."


def reason_not_to_add(*, unseen: int) -> str | None:
    """Why a new record cannot be made yet: others like it that the person has not ruled out."""
    if unseen:
        return (
            "There are records that may be the same. Look at them first, and say if it is none of"
            " these."
        )
    return None


def reason_not_to_export(*, at_least: int) -> str | None:
    if at_least > MOST_EXPORTED:
        return f"This list has more than {MOST_EXPORTED:,} records. It is too long to take away."
    return None


def adult_text(*, name: str, also: Iterable[str], description: str, address: str) -> str:
    """What an adult is found by: names and address; the description where there is no name."""
    names = normal_name(" ".join([name, *also])) or normal_name(description)[:200]
    return f"{names} {normal_address(address)}".strip()


def place_text(*, name: str, address: str) -> str:
    return f"{normal_name(name)} {normal_address(address)}".strip()


def thing_text(*, kind: str, normal: str, description: str) -> str:
    """What a thing is found by; plates with look-alike characters made equal."""
    if kind == ThingKind.PHONE:
        said = f"{normal} {normal.replace('+44', '0', 1)}"
    elif kind == ThingKind.VEHICLE:
        said = plate_text(normal)
    else:
        said = normal.replace(":", " ")
    return f"{said} {normal_name(description)[:200]}".strip()


def plate_text(plate: str) -> str:
    """A plate as search texts hold it: small letters, O as 0 and I as 1."""
    return normal_plate(plate).translate(LOOK_ALIKE).lower()
