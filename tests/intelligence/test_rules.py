"""What the rules of a strand refuse, rule by rule, and what they let pass."""

from datetime import date

import pytest

from cairn.foundation.dates import Read
from cairn.intelligence import rules

TODAY = date(2026, 11, 23)
LEARNED = date(2026, 11, 20)
PLAIN = {"information_grade": "C", "handling": "P", "conditions": "", "agencies": 0}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, None),
        ({"information_grade": "E"}, "handling"),
        ({"information_grade": "E", "handling": "C", "conditions": "Ask first."}, None),
        ({"handling": "C"}, "conditions"),
        ({"handling": "C", "conditions": "  "}, "conditions"),
        ({"handling": "C", "conditions": "Ask first.", "agencies": 2}, None),
        ({"conditions": "Ask first."}, "handling"),
        ({"agencies": 1}, "handling"),
    ],
)
def test_reason_not_to_grade_names_the_field(said, field):
    reason = rules.reason_not_to_grade(**PLAIN | said)
    assert (reason and reason[0]) == field


@pytest.mark.parametrize(
    ("start", "end", "learned", "field"),
    [
        (None, None, LEARNED, None),
        (LEARNED, LEARNED, LEARNED, None),
        (None, None, date(2026, 11, 24), "learned_on"),
        (None, LEARNED, LEARNED, "happened_from"),
        (date(2026, 11, 21), None, LEARNED, "happened_from"),
        (date(2026, 11, 19), date(2026, 11, 18), LEARNED, "happened_to"),
        (date(2026, 11, 19), date(2026, 11, 21), LEARNED, "happened_to"),
    ],
)
def test_reason_not_to_date_names_the_field(start, end, learned, field):
    reason = rules.reason_not_to_date(
        happened_from=start, happened_to=end, learned_on=learned, today=TODAY
    )
    assert (reason and reason[0]) == field


@pytest.mark.parametrize(
    ("said", "field"), [({}, None), ({"claim": " "}, "claim"), ({"text": " "}, "text"),
                        ({"strand_codes": []}, "strand_codes")],
)  # fmt: skip
def test_reason_not_to_make_strand_names_the_field(said, field):
    whole = {
        "claim": "A claim", "text": "A text", "learned_on": LEARNED, "strand_codes": ["cce"],
        "source_grade": "2", "information_grade": "C", "handling": "P",
    }  # fmt: skip
    reason = rules.reason_not_to_make_strand(rules.Said(**whole | said), today=TODAY)
    assert (reason and reason[0]) == field


def test_span_of_a_month_ends_when_it_was_learned():
    november = Read(None, date(2026, 11, 1), date(2026, 11, 30), "month", "November")
    october = Read(None, date(2026, 10, 1), date(2026, 10, 31), "month", "October")
    one_day = Read(date(2026, 11, 3), date(2026, 11, 3), date(2026, 11, 3), "day", "3 November")
    learned = {"learned_on": LEARNED}
    assert rules.span(november, None, **learned) == (date(2026, 11, 1), LEARNED)
    assert rules.span(october, None, **learned) == (date(2026, 10, 1), date(2026, 10, 31))
    assert rules.span(one_day, None, **learned) == (date(2026, 11, 3), None)
    assert rules.span(None, one_day, **learned) == (None, date(2026, 11, 3))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((False, False, False), "No lead practitioner"),
        ((True, True, True), "has left"),
        ((True, False, False), "does not let"),
        ((True, False, True), None),
    ],
)
def test_reason_not_to_tell_lead_says_which(facts, words):
    recorded, left, may_read = facts
    reason = rules.reason_not_to_tell_lead(is_recorded=recorded, has_left=left, may_read=may_read)
    assert words in reason if words else reason is None


def test_handling_in_words_says_the_conditions():
    words = rules.handling_in_words(handling="C", conditions=" the desk agrees. ")
    assert words == "You may not share this further unless: the desk agrees."
    assert "may share" in rules.handling_in_words(handling="P", conditions="")


def test_names_to_hide_are_the_whole_and_its_parts():
    assert rules.names_to_hide("Mary de la Cruz") == ["Mary de la Cruz", "Mary", "Cruz"]
    assert rules.names_to_hide("a girl in a red coat") == []
    assert rules.names_to_hide(" ") == []


@pytest.mark.parametrize(
    ("text", "secret", "place"),
    [
        ("Jade's phone was new.", "Jade", "Jade's"),
        ("Heard at St Mary School.", "St Mary's School", "St Mary School"),
        ("JADE has a phone.", "Jade", "JADE"),
        ("The two Jades met.", "Jade", "Jades"),
        ("Seen as xxjadeexamplexx online.", "Jade Example", "xxjadeexamplexx"),
        ("Mary-Jane was there.", "Mary Jane", "Mary Jane"),
        ("Zoë was there.", "Zoe", "Zoë"),
        ("J\u200bade was there.", "Jade", "Jade"),
        ("\uff2aade was there.", "Jade", "Jade"),
        ("Ring 07700 900123 for it.", "+44 7700 900 123", "+44 7700 900 123"),
        ("Ring +44 (0)7700 900 123.", "07700900123", "07700900123"),
        ("Ring 5123 4567.", "123", ""),
        ("Ring 00447700900123.", "07700 900123", "07700 900123"),
        ("A Rose was seen.", "Rose", "Rose"),
        ("The river rose.", "Rose", ""),
        ("It was planned.", "Ann", ""),
        ("Room 12 and 34.", "1234", ""),
        ("Write to tess@hill.example.", "tess@hill.example", "tess hill example"),
    ],
)
def test_text_is_searched_for_what_must_not_be_there(text, secret, place):
    reasons = rules.reasons_text_is_not_sanitised(text, hidden=[secret])
    assert [f"“{place}”" in reason for reason in reasons] == ([True] if place else [])


def test_text_is_refused_once_for_each_place():
    reasons = rules.reasons_text_is_not_sanitised("Jade and Jade.", hidden=["Jade", "Jade"])
    assert len(reasons) == 1
