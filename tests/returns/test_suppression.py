"""No number that is held back can be worked out from what is shown: tried with every set of episodes that
would show the same, and by solving all that adds up.
"""

import random
import sys
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cairn.returns.choices import Outcome
from cairn.returns.rules.questions import LINES, OUTSIDE, TOTAL, Answers, Combo, months_between
from cairn.returns.rules.suppression import held_back, shown_children

UNDER = 5
CALLS = 600_000  # about twice as many as it takes
MONTHS = ["2026-04", "2026-05", "2026-06"]
COMBOS = [
    Combo(outcome, kind, in_care, why)
    for outcome, why in [
        (Outcome.IN_TIME, ""), (Outcome.LATE, ""), (Outcome.WAITS, ""), (Outcome.RUNS, ""),
        (Outcome.DECLINED_CHILD, ""), (Outcome.DECLINED_CARER, ""), (Outcome.NOT_OFFERED, ""),
        (Outcome.NOT_POSSIBLE, "health"), (Outcome.NEVER_POSSIBLE, "other"),
    ]
    for kind in ("missing", "away") for in_care in (False, True)
]  # fmt: skip
NUMBERS = st.one_of(st.integers(0, 6), st.integers(0, 40))


@st.composite
def tables(draw, combos=7, months=3, numbers=NUMBERS):
    """A council's episodes, and how many children they may be of."""
    chosen = draw(st.lists(st.sampled_from(COMBOS), min_size=1, max_size=combos, unique=True))
    over = MONTHS[: draw(st.integers(1, months))]
    counts = {atom: draw(numbers) for atom in product(chosen, over)}
    found = Answers(over, {atom: number for atom, number in counts.items() if number})
    for code in ("returned", "counted", "offered", "held"):
        most = found.cells[code, TOTAL]
        found.children[code, TOTAL] = draw(st.integers(1, most)) if most else 0
    return found.for_outside()


def sums(answers, cells):
    """What every figure is the sum of: cell -> atoms."""
    atoms = sorted(answers.counts, key=repr)
    of = {
        (code, column): frozenset(
            number for number, (combo, month) in enumerate(atoms)
            if next(one for one in LINES if one.code == code).counts(combo)
            and column in (TOTAL, month)
        )
        for code, column in cells
    }  # fmt: skip
    return atoms, of


@given(tables())
def test_every_small_number_is_held_back(answers):
    hidden = held_back(answers, under=UNDER)
    for cell, number in answers.cells.items():
        if 0 < number < UNDER:
            assert cell in hidden
    shown = shown_children(answers, under=UNDER)
    assert all(number == 0 or number >= UNDER for number in shown.values())
    assert all(column == TOTAL for _, column in shown)


@given(tables())
def test_nothing_held_back_adds_up_from_what_is_shown(answers):
    """By elimination: no held back figure is a combination of shown ones."""
    cells = answers.cells
    hidden = held_back(answers, under=UNDER)
    # A reader may think of episodes where there are none: every outcome, in every month.
    wide = Answers(answers.months, dict.fromkeys(product(COMBOS, answers.months), 1), {}, OUTSIDE)
    atoms, of = sums(wide, cells)
    rows = [_row(of[cell], len(atoms)) for cell in cells if cell not in hidden]
    basis = _echelon(rows)
    for cell in hidden:
        assert not _is_in(basis, _row(of[cell], len(atoms))), cell


def _row(of, size):
    return [Fraction(int(number in of)) for number in range(size)]


def _reduce(basis, row):
    for lead, other in basis:
        if row[lead]:
            times = row[lead] / other[lead]
            row = [a - times * b if b else a for a, b in zip(row, other, strict=True)]
    return row


def _echelon(rows):
    basis = []
    for row in {tuple(row) for row in rows}:
        left = _reduce(basis, list(row))
        lead = next((place for place, value in enumerate(left) if value), None)
        if lead is not None:
            basis.append((lead, left))
    return basis


def _is_in(basis, row):
    return not any(_reduce(basis, row))


@given(tables(combos=3, months=2, numbers=st.integers(0, 7)))
def test_each_held_back_number_could_be_another(answers):
    """By trying: some other numbers of episodes show the same, and have another number there."""
    cells, hidden = answers.cells, held_back(answers, under=UNDER)
    least = shown_children(answers, under=UNDER)
    for cell in hidden:
        assert _another(answers, cells, hidden, least, cell), (cell, cells[cell])


def _another(answers, cells, hidden, least, wanted):
    """Whether numbers near these, of up to four atoms, show the same with another one at `wanted`."""
    combos = {combo for combo, _ in answers.counts}
    atoms = list(product(combos, answers.months))
    lines = {one.code: one for one in LINES}
    of = {
        cell: [place for place, (combo, month) in enumerate(atoms)
               if lines[cell[0]].counts(combo) and cell[1] in (TOTAL, month)]
        for cell in cells
    }  # fmt: skip
    has = [answers.counts.get(atom, 0) for atom in atoms]
    for change in product((0, 1, -1), repeat=len(atoms)):
        if sum(map(abs, change)) > 4:
            continue
        new = [a + b for a, b in zip(has, change, strict=True)]
        if min(new) < 0 or sum(new[place] for place in of[wanted]) == cells[wanted]:
            continue
        if all(
            (now := sum(new[place] for place in of[cell])) == number
            or (cell in hidden and now >= max(1, least.get(cell, 0)))
            for cell, number in cells.items()
        ):
            return True
    return False


def test_two_that_tell_each_other_are_both_held_back():
    """Three declined, of them two by the child: neither is shown, nor who of the others answered."""
    answers = Answers(["2026-04"], {
        (Combo(Outcome.DECLINED_CHILD), "2026-04"): 2, (Combo(Outcome.DECLINED_CARER), "2026-04"): 9,
        (Combo(Outcome.IN_TIME), "2026-04"): 30,
    })  # fmt: skip
    hidden = held_back(answers, under=UNDER)
    assert {("declined_child", TOTAL), ("declined_carer", TOTAL)} <= hidden
    assert ("declined", TOTAL) not in hidden
    assert ("returned", TOTAL) not in hidden


def test_a_council_without_small_numbers_shows_everything():
    answers = Answers(MONTHS, {
        (Combo(outcome, kind, in_care), month): 20
        for outcome in (Outcome.IN_TIME, Outcome.DECLINED_CHILD, Outcome.RUNS)
        for kind in ("missing", "away") for in_care in (True, False) for month in MONTHS
    })  # fmt: skip
    assert held_back(answers, under=UNDER) == set()


def test_other_set_has_no_fewer_episodes_than_children():
    """One waits; nine were held, with nine children: nobody can think of eight, nor that none waits."""
    numbers = {Outcome.WAITS: 1, Outcome.IN_TIME: 9, Outcome.NOT_OFFERED: 20}
    answers = Answers(
        ["2026-04"], {(Combo(outcome), "2026-04"): number for outcome, number in numbers.items()},
        {("held", TOTAL): 9, ("offered", TOTAL): 10, ("counted", TOTAL): 30},
    ).for_outside()  # fmt: skip
    hidden, least = held_back(answers, under=UNDER), shown_children(answers, under=UNDER)
    for cell in hidden:
        assert _another(answers, answers.cells, hidden, least, cell), cell


def test_two_years_of_a_county_do_not_take_long():
    """Counted in calls, because a clock would measure what else the machine does."""
    chance = random.Random("two years")
    months = months_between(date(2025, 1, 1), date(2026, 12, 1))
    of_combo = {combo: chance.choice((1, 1, 3, 40)) for combo in COMBOS}
    counts = {
        (combo, month): number
        for (combo, most), month in product(of_combo.items(), months)
        if (number := chance.randrange(most + 1))
    }
    answers, calls = Answers(months, counts).for_outside(), 0

    def count(_frame, event, _called):
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        held_back(answers, under=UNDER)
    finally:
        sys.setprofile(before)
    assert calls < CALLS, calls
