"""Normal forms used for matching, and what keeps invented data safe."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.foundation.identifiers import (
    is_impossible_plate,
    is_reserved_phone,
    normal_address,
    normal_name,
    normal_online_name,
    normal_phone,
    normal_plate,
    plate_matches,
)
from tests.depth import examples

PLATES = st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z]{3}", fullmatch=True)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("  Zoë   O’Neill-Smith ", "zoe oneill smith"),
        ("ŁUKASZ", "lukasz"),
        ("José Ángel", "jose angel"),
        ("Straße", "strasse"),
        ("Ａｎｎ", "ann"),
        ("Jo (known as “JJ”)", "jo known as jj"),
        ("Søren", "soren"),
        ("महेश", "महेश"),
        ("Ann\u200bMarie", "annmarie"),
        ("...", ""),
    ],
)
def test_normal_name_is_plain(said, expected):
    assert normal_name(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("+44 (0)7700 900 123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("447700900123", "+447700900123"),
        ("7700900123", "+447700900123"),
        ("(01632) 960 001", "+441632960001"),
        ("01632-960001 ext 12", "+441632960001"),
        ("01632 960001 x12", "+441632960001"),
        ("+353 1 234 5678", "+35312345678"),
        ("00 353 1 234 5678", "+35312345678"),
        ("０７７００ ９００１２３", "+447700900123"),
        ("07700", None),
        ("999", None),
        ("0000 000000", None),
        ("077009001234", None),
        ("Snapchat", None),
        ("07700 900123 or 07700 900124", None),
        ("", None),
        ("+", None),
    ],
)
def test_normal_phone_is_one_form_or_none(said, expected):
    assert normal_phone(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "07700 900000", "07700 900999", "+44 7700 900461", "01632 960000", "01632 960999",
        "0113 496 0000", "0161 496 0999", "020 7946 0123", "0191 498 0123", "028 9649 6123",
        "029 2018 0123", "0808 157 0123", "0909 879 0123", "03069 990123",
    ],
)  # fmt: skip
def test_is_reserved_phone_knows_the_drama_ranges(said):
    assert is_reserved_phone(said)


@pytest.mark.parametrize(
    "said",
    [
        "07700 901000", "07701 900123", "01632 961000", "0113 496 1000", "0112 496 0000",
        "020 7946 1000", "01632 96012", "07700 90000", "+1 770 090 0123", "999", "",
    ],
)  # fmt: skip
def test_is_reserved_phone_knows_what_is_not(said):
    assert not is_reserved_phone(said)


@pytest.mark.parametrize(
    ("partial", "full", "expected"),
    [
        ("KX19", "KX19 QIB", True),
        ("k?19 qib", "KX19QIB", True),
        ("19Q", "KX19QIB", True),
        ("KX1*", "KX19QIB", True),
        ("KXI9", "KX19QIB", True),
        ("KO0", "K0O1 QIB", True),
        ("KX18", "KX19QIB", False),
        ("KX19QIBB", "KX19QIB", False),
        ("???????", "KX19QIB", False),
        ("K", "KX19QIB", False),
        ("", "KX19QIB", False),
        ("KX19", "", False),
        ("KX19QIB", "KX19 ?IB", True),
    ],
)
def test_plate_matches_a_part_of_a_plate(partial, full, expected):
    assert plate_matches(partial, full) is expected


@pytest.mark.parametrize(
    "plate", ["QA26 ABC", "AI26ABC", "ZA26 ABC", "AB26 QBC", "AB26 ABI", "AB01 ABC", "ab00abc"]
)
def test_is_impossible_plate_when_the_dvla_cannot_issue_it(plate):
    assert is_impossible_plate(plate)


@pytest.mark.parametrize(
    "plate", ["AB26 ABC", "AB26 ABZ", "AB51 ABC", "AB02 ABC", "Q123 ABC", "QQ", "", "AB?6 QBC"]
)
def test_is_impossible_plate_vouches_for_nothing_else(plate):
    assert not is_impossible_plate(plate)


@pytest.mark.parametrize(
    ("platform", "handle", "expected"),
    [
        ("Instagram", "@Some.Name_1", "instagram:some.name_1"),
        ("insta", "https://www.instagram.com/Some.Name_1/?hl=en", "instagram:some.name_1"),
        ("Snap", "https://www.snapchat.com/add/somename", "snapchat:somename"),
        ("TikTok", "tiktok.com/@somename", "tiktok:somename"),
        ("FB", "some.name", "facebook:somename"),
        ("Facebook", "https://www.facebook.com/profile.php?id=1000123", "facebook:1000123"),
        ("WhatsApp", "07700 900 123", "whatsapp:+447700900123"),
        ("Telegram", "https://t.me/somename", "telegram:somename"),
        ("Discord", "Some  Name#1234", "discord:some name#1234"),
        ("Snapchat", "𝓼𝓸𝓶𝓮\u200bname", "snapchat:somename"),
        ("Snapchat", " @ ", ""),
    ],
)
def test_normal_online_name_is_platform_and_name(platform, handle, expected):
    assert normal_online_name(platform, handle) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flat 2, 12 Quarry Rd., Stonewick, CA99 9ZZ", "flat 2 12 quarry road stonewick ca999zz"),
        ("12 A High St, Stonewick", "12a High Street, Stonewick"),
        ("St Bega’s Terr", "Saint Begas Terrace"),
        ("4 Fell View Cl\nStonewick\nEngland", "4 Fell View Close, Stonewick"),
    ],
)
def test_normal_address_writes_short_forms_out(one, other):
    assert normal_address(one) == normal_address(other)


ANY_TEXT = st.one_of(st.text(), st.text(alphabet=string.printable), st.text("0+4 ()x?#@/.:-"))


@given(text=ANY_TEXT)
@settings(max_examples=examples(200, 20_000))
def test_normal_forms_are_stable(text):
    for normal in (normal_name, normal_plate, normal_address):
        assert normal(normal(text)) == normal(text)
        assert normal(f"  {text} ") == normal(text)
    number = normal_phone(text)
    assert number is None or normal_phone(number) == number


@given(text=ANY_TEXT, platform=st.sampled_from(["Snap", "Facebook", "WhatsApp", "elsewhere", ""]))
@settings(max_examples=examples(100, 10_000))
def test_normal_online_name_never_fails(text, platform):
    found = normal_online_name(platform, text)
    assert found == "" or ":" in found


@given(
    digits=st.from_regex(r"0[12357-9][0-9]{9}", fullmatch=True), cuts=st.sets(st.integers(1, 10))
)
def test_normal_phone_ignores_where_the_spaces_are(digits, cuts):
    spaced = "".join(f" {digit}" if place in cuts else digit for place, digit in enumerate(digits))
    assert normal_phone(spaced) == normal_phone(digits) == f"+44{digits[1:]}"
    assert normal_phone(f"+44 (0) {spaced[1:]}") == f"+44{digits[1:]}"


@given(plate=PLATES, hidden=st.sets(st.integers(0, 6), max_size=5), start=st.integers(0, 2))
def test_plate_matches_itself_in_every_part(plate, hidden, start):
    seen = "".join("?" if place in hidden else mark for place, mark in enumerate(plate))
    assert plate_matches(seen, plate)
    assert plate_matches(plate[start : start + 3], plate)
