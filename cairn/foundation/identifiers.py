"""Normal forms of names, phones, plates, online names and addresses, used only to find matches.

What somebody said is kept as they said it; these forms stand beside it.
"""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
    }
)
APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
UNKNOWN = "?"


def normal_name(text: str) -> str:
    """Small letters without accents, punctuation or double spaces; an apostrophe closes up."""
    simple = _simple(text).translate(APOSTROPHES)
    return " ".join("".join(c if _is_letter(c) else " " for c in simple).split())


def _is_letter(character: str) -> bool:
    """A letter, a digit, or a mark that carries a vowel in another script."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _simple(text: str) -> str:
    """Casefolded, compatibility forms undone, Latin accents and invisible characters removed."""
    for _ in range(2):  # casefolding can bring back characters that decompose further
        text = unicodedata.normalize("NFKD", text).casefold()
    letters = (c for c in text if not "\u0300" <= c <= "\u036f" and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", "".join(letters)).translate(PLAIN_LETTERS)


# --- phones --------------------------------------------------------------------------------------

EXTENSION = re.compile(r"(?:ext(?:ension|n)?\.?|x|#)\s*[0-9]{1,6}\s*$", re.IGNORECASE)

# Ofcom, "Telephone numbers for use in TV and radio drama programmes": never given to anybody.
# Each of these is followed by 000 to 999.
DRAMA_PREFIXES = (
    "+441134960", "+441144960", "+441154960",  # Leeds, Sheffield, Nottingham
    "+441164960", "+441174960", "+441184960",  # Leicester, Bristol, Reading
    "+441214960", "+441314960", "+441414960",  # Birmingham, Edinburgh, Glasgow
    "+441514960", "+441614960",  # Liverpool, Manchester
    "+442079460",  # London
    "+441914980",  # Tyneside, Durham and Sunderland
    "+442896496",  # Northern Ireland
    "+442920180",  # Cardiff
    "+441632960",  # no area
    "+447700900",  # mobile
    "+448081570",  # freephone
    "+449098790",  # premium rate
    "+443069990",  # whole of the United Kingdom
)  # fmt: skip


def normal_phone(text: str) -> str | None:
    """The number as +44… (or +another country's code), or None if it is not a whole number."""
    said = unicodedata.normalize("NFKC", text).strip()
    said = EXTENSION.sub("", said).strip()
    if not re.fullmatch(r"\+?[0-9\s().\-/‐-–]+", said):
        return None
    abroad = said.startswith(("+", "00", "(+", "(00"))
    trunk = re.sub(r"\(\s*0\s*\)", "", said) if abroad or said.startswith("44") else said
    digits = re.sub(r"[^0-9]", "", trunk)
    if abroad:
        digits = digits.removeprefix("00")
        return _united_kingdom(digits[2:]) if digits.startswith("44") else _other_country(digits)
    if digits.startswith("44") and len(digits) in (12, 13):
        return _united_kingdom(digits[2:])
    if digits.startswith("0") or (len(digits) == 10 and digits.startswith("7")):
        # A spreadsheet drops the first 0 of a mobile number.
        return _united_kingdom(digits)
    return None


def _united_kingdom(digits: str) -> str | None:
    national = digits.removeprefix("0")
    fits = re.fullmatch(r"(?:[1235789][0-9]{9}|1[0-9]{8}|800[0-9]{6})", national)
    return f"+44{national}" if fits else None


def _other_country(digits: str) -> str | None:
    return f"+{digits}" if re.fullmatch(r"[1-9][0-9]{6,14}", digits) else None


def is_reserved_phone(text: str) -> bool:
    """Whether this is one of the numbers that Ofcom keeps for drama, so that nobody has it."""
    number = normal_phone(text)
    return number is not None and len(number) == 13 and number.startswith(DRAMA_PREFIXES)


# --- plates --------------------------------------------------------------------------------------

KNOWN_NEEDED = 2
LOOK_ALIKE = str.maketrans("OI", "01")
CURRENT_PLATE = re.compile(r"([A-Z]{2})([0-9]{2})([A-Z]{3})")


def normal_plate(text: str) -> str:
    """Capitals and digits without spaces; "?" (or "*", "_") stands for one unknown character."""
    capitals = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[^A-Z0-9?]", "", re.sub(r"[*_]", UNKNOWN, capitals))


def plate_matches(partial: str, full: str) -> bool:
    """Whether a plate, seen in whole or part, may be this one.

    O and 0, I and 1 look alike and count as equal. Fewer than two known characters match nothing.
    """
    seen = normal_plate(partial).translate(LOOK_ALIKE)
    plate = normal_plate(full).translate(LOOK_ALIKE)
    if len(seen.replace(UNKNOWN, "")) < KNOWN_NEEDED:
        return False
    places = range(len(plate) - len(seen) + 1)
    return any(_same(seen, plate[place : place + len(seen)]) for place in places)


def _same(seen: str, plate: str) -> bool:
    return all(a == b or UNKNOWN in (a, b) for a, b in zip(seen, plate, strict=True))


def is_impossible_plate(text: str) -> bool:
    """Whether this looks like a current British plate that the DVLA cannot have issued.

    Rule, for plates of the form AB12 CDE (DVLA leaflet INF104): the first two letters are never
    I, Q or Z, the last three never I or Q, and the age identifiers run from 51 (September 2001)
    and 02 (March 2002), so that 01 has no half-year and 00 belongs to September 2050. Plates of any
    other form are not vouched for and give False.
    """
    plate = CURRENT_PLATE.fullmatch(normal_plate(text))
    if plate is None:
        return False
    area, age, last = plate.groups()
    return bool(set(area) & set("IQZ") or set(last) & set("IQ") or age in ("00", "01"))


# --- online names --------------------------------------------------------------------------------

PLATFORMS = {
    "insta": "instagram", "ig": "instagram", "snap": "snapchat", "sc": "snapchat",
    "fb": "facebook", "x": "twitter", "tt": "tiktok", "tik tok": "tiktok", "yt": "youtube",
    "tg": "telegram", "whats app": "whatsapp", "wa": "whatsapp",
}  # fmt: skip
BY_PHONE = {"whatsapp", "telegram", "signal", "viber"}
ADDRESS_PARTS = {
    "add",
    "u",
    "user",
    "users",
    "in",
    "c",
    "channel",
    "profile",
    "people",
    "t",
}


def normal_online_name(platform: str, handle: str) -> str:
    """platform:name, small letters, without @, web address or invisible characters; "" if empty."""
    place = normal_name(platform)
    place = PLATFORMS.get(place, place)
    name = _name_in_address(_handle(handle)).lstrip("@").strip()
    if place in BY_PHONE:
        name = normal_phone(name) or name
    if place == "facebook" and " " not in name:
        name = name.replace(".", "")  # Facebook ignores full stops in its user names
    return f"{place}:{name}" if name else ""


def _handle(text: str) -> str:
    simple = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(c for c in simple if unicodedata.category(c) != "Cf").split())


def _name_in_address(handle: str) -> str:
    """The name inside https://www.example.com/add/name?from=app, or what was given."""
    web = re.fullmatch(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}/(.+)", handle)
    if not web:
        return handle
    if numbered := re.search(r"[?&]id=([0-9]+)", web[1]):
        return numbered[1]
    path = [part for part in re.split(r"[?#]", web[1])[0].split("/") if part]
    named = [part for part in path if part not in ADDRESS_PARTS]
    return named[0] if named else handle


# --- addresses -----------------------------------------------------------------------------------

ADDRESS_WORDS = {
    "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive", "cres": "crescent",
    "cl": "close", "ct": "court", "crt": "court", "pl": "place", "sq": "square", "tce": "terrace",
    "terr": "terrace", "ter": "terrace", "gdns": "gardens", "gdn": "garden", "gr": "grove",
    "gro": "grove", "pk": "park", "est": "estate", "hse": "house", "bldg": "building",
    "apt": "flat", "apartment": "flat", "nth": "north", "sth": "south", "mt": "mount",
}  # fmt: skip
COUNTRY = re.compile(r"(?:[ ,]*\b(?:united[ ,]+kingdom|uk|england|great[ ,]+britain))+$")
POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?)[ ,]*([0-9][a-z]{2})$")
NUMBER_AND_LETTER = re.compile(r"\b([0-9]+) ([a-z])\b")


def normal_address(text: str) -> str:
    """Small letters, common short forms written out, postcode closed up, country left off.

    "St" is Street at the end of a part of the address and Saint anywhere else.
    """
    parts = [normal_name(part) for part in re.split(r"[,;\n]", text)]
    said = COUNTRY.sub("", " , ".join(part for part in parts if part))
    postcode = POSTCODE.search(said)
    words = (said[: postcode.start()] if postcode else said).split()
    ends = [*words, ","][1:]
    written = [_address_word(w, after == ",") for w, after in zip(words, ends, strict=True)]
    street = NUMBER_AND_LETTER.sub(r"\1\2", " ".join(w for w in written if w != ","))
    return f"{street} {postcode[1]}{postcode[2]}".strip() if postcode else street


def _address_word(word: str, ends_part: bool) -> str:
    if word == "st":
        return "street" if ends_part else "saint"
    return ADDRESS_WORDS.get(word, word)
