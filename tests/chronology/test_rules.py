"""Counting and drawing: no event falls between two columns, and no level between two days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cairn.chronology import rules
from cairn.chronology.choices import Lane, Turn
from cairn.chronology.picture import NARROW, WIDE, pictures
from cairn.chronology.rules import Happened, Stretch

TODAY = date(2026, 11, 21)
days = st.dates(date(2009, 1, 1), TODAY)


def seen(on, lane=Lane.MISSING, turn=Turn.NEITHER):
    return Happened(on, lane, "Something", turn=turn)


@given(st.lists(days, max_size=40), st.sampled_from([6, 12, 24, None]))
def test_columns_every_day_stands_in_exactly_one_or_before_the_first(happened, months):
    found = [seen(on) for on in happened]
    first = rules.first_day(found, today=TODAY)
    columns = rules.columns(first=first, today=TODAY, months=months)
    assert columns[-1].from_on <= TODAY < columns[-1].until_on
    for before, after in pairwise(columns):
        assert before.until_on == after.from_on
    if months is None:
        assert columns[0].from_on <= first
    cells = rules.cells(found, columns).get(Lane.MISSING, [])
    assert sum(cell.count for cell in cells) == sum(on >= columns[0].from_on for on in happened)


def test_columns_of_ten_years_are_quarters():
    columns = rules.columns(first=date(2016, 2, 3), today=TODAY, months=None)
    assert columns[0].name == "January to March 2016"
    assert columns[-1].name == "October to December 2026"


def test_columns_of_months_are_as_many_as_asked_for():
    columns = rules.columns(first=TODAY, today=TODAY, months=12)
    assert [columns[0].name, columns[-1].name] == ["December 2025", "November 2026"]


def test_cells_tell_better_from_the_rest():
    found = [seen(TODAY, turn=Turn.BETTER), seen(TODAY), seen(TODAY, turn=Turn.HARDER)]
    columns = rules.columns(first=TODAY, today=TODAY, months=6)
    last = rules.cells(found, columns)[Lane.MISSING][-1]
    assert (last.better, last.other, last.count) == (1, 2, 3)


def test_missing_in_words_says_how_often_and_for_how_long_not():
    spring = [seen(date(2026, 5, 1) + timedelta(days=2 * number)) for number in range(27)]
    assert rules.missing_in_words(spring, today=TODAY) == (
        "Reported missing 27 times, first on 1 May 2026 and last on 22 June 2026."
        " Not once in the 4 months since."
    )
    assert rules.missing_in_words([seen(TODAY, Lane.HOME)], today=TODAY) == ""
    assert rules.missing_in_words([seen(TODAY)], today=TODAY) == (
        "Reported missing once, on 21 November 2026."
    )


def test_stretches_follow_levels_and_end_with_the_pathway():
    told = [(date(2026, 5, 1), "High"), (date(2026, 8, 1), "Medium"), (date(2026, 10, 1), "")]
    assert rules.stretches(told, today=TODAY) == [
        Stretch("High", date(2026, 5, 1), date(2026, 8, 1)),
        Stretch("Medium", date(2026, 8, 1), date(2026, 10, 1)),
    ]
    assert rules.stretches([(date(2026, 5, 1), "Low")], today=TODAY) == [
        Stretch("Low", date(2026, 5, 1), TODAY)
    ]


def test_stretches_the_same_level_set_again_is_one():
    told = [(date(2026, 5, 1), "High"), (date(2026, 6, 1), "High")]
    assert rules.stretches(told, today=TODAY) == [Stretch("High", date(2026, 5, 1), TODAY)]


@given(
    st.lists(st.builds(seen, days, st.sampled_from(Lane), st.sampled_from(Turn)), max_size=60),
    st.lists(st.tuples(days, st.sampled_from(["High", "Medium", "Low", ""])), max_size=8),
    st.sampled_from([6, 12, 24, None]),
)
def test_pictures_draw_everything_within_their_bounds(happened, levels, months):
    columns = rules.columns(
        first=rules.first_day(happened, today=TODAY), today=TODAY, months=months
    )
    stretches = rules.stretches(sorted(levels), today=TODAY)
    drawn = pictures(rules.cells(happened, columns), stretches, columns)
    assert [one.width for one in drawn.values()] == [NARROW, WIDE]
    for picture in drawn.values():
        for bar in (bar for row in picture.rows for bar in row.bars):
            assert -0.1 <= bar.x <= bar.x + bar.width <= picture.width + 3.1
            assert 0 <= bar.y <= bar.y + bar.height <= picture.height


def test_pictures_say_zero_only_after_the_first_report_of_missing():
    found = [seen(date(2026, 8, 3)), seen(date(2026, 7, 1), Lane.HARM)]
    columns = rules.columns(first=TODAY, today=TODAY, months=6)
    missing, harm = pictures(rules.cells(found, columns), [], columns)["wide"].rows
    assert [word.text for word in missing.words] == ["1", "0", "0", "0"]
    assert [word.text for word in harm.words] == ["1"]


def test_reason_not_to_write_knows_birth_and_tomorrow():
    ask = {
        "kind": "education",
        "what": "Back at school",
        "today": TODAY,
        "born_on": date(2012, 3, 1),
    }
    assert rules.reason_not_to_write(on=TODAY, **ask) is None
    assert "still to come" in rules.reason_not_to_write(on=TODAY + timedelta(days=1), **ask)
    assert "born on 1 March 2012" in rules.reason_not_to_write(on=date(2012, 2, 29), **ask)
    assert rules.reason_not_to_write(on=TODAY, **(ask | {"what": " "})) == "Write what happened."
    assert "Report that" in rules.reason_not_to_write(on=TODAY, **(ask | {"kind": "missing"}))


def test_new_to_is_what_others_wrote_since_somebody_looked():
    looked_at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def written(hours, who):
        at = looked_at + timedelta(hours=hours)
        return Happened(TODAY, Lane.SUPPORT, who, written_at=at, who=who)

    found = [written(1, "Mel"), written(-1, "Mel"), written(1, "Priya"), seen(TODAY)]
    assert rules.new_to(found, who="Priya", looked_at=looked_at) == found[:1]
    assert rules.new_to(found, who="Priya", looked_at=None) == []
