"""SERAF's published scoring against tables worked out by hand, and what is true of every score."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.assessments.choices import TIMES, IndicatorKind, Level, When
from cairn.assessments.rules import prompt, score
from cairn.assessments.rules.tool import rank
from tests.assessments.conftest import CERAR, SERAF

VULNERABILITIES, MODERATE, SIGNIFICANT = (
    [one.code for one in SERAF.indicators if one.kind == kind]
    for kind in ("vulnerability", "moderate", "significant")
)


def answers(**when):
    """answers(missing="now earlier")"""
    return {code: {"when": said.split()} for code, said in when.items()}


def several(codes, said="now"):
    return {code: {"when": said.split()} for code in codes}


def test_seraf_is_as_published():
    assert (len(VULNERABILITIES), len(MODERATE), len(SIGNIFICANT)) == (11, 12, 7)
    assert SERAF.most == 11 + 12 + 7 * 6


# What one indicator of each kind counts for each answer, worked out by hand from the published rules.
ONE = [
    # answer                 vulnerability  moderate  significant
    ("",                     0,             0,        0),
    ("no",                   0,             0,        0),
    ("unknown",              0,             0,        0),
    ("before",               1,             0,        0),
    ("earlier",              1,             0,        1),
    ("earlier before",       1,             0,        1),
    ("now",                  1,             1,        5),
    ("now before",           1,             1,        5),
    ("now earlier",          1,             1,        6),
    ("now earlier before",   1,             1,        6),
]  # fmt: skip


@pytest.mark.parametrize(("said", "vulnerability", "moderate", "significant"), ONE)
def test_score_of_one_indicator(said, vulnerability, moderate, significant):
    expected = {"low_self_esteem": vulnerability, "drugs": moderate, "missing": significant}
    for code, points in expected.items():
        assert score(SERAF, answers(**{code: said})).total == points, code


# Whole assessments: numbers of vulnerabilities, moderate indicators now, significant indicators
# now / only 6 to 12 months ago / in both; the total and the category that follow.
WHOLE = [
    (0, 0, 0, 0, 0, 0, "Category 1", "none"),
    (5, 0, 0, 0, 0, 5, "Category 1", "none"),  # edge
    (0, 0, 1, 0, 0, 5, "Category 1", "none"),  # edge
    (6, 0, 0, 0, 0, 6, "Category 2", "low"),  # edge
    (0, 0, 0, 0, 1, 6, "Category 2", "low"),  # edge
    (5, 0, 1, 0, 0, 10, "Category 2", "low"),  # edge
    (0, 0, 2, 0, 0, 10, "Category 2", "low"),  # edge
    (11, 0, 0, 0, 0, 11, "Category 3", "medium"),  # edge
    (0, 0, 1, 0, 1, 11, "Category 3", "medium"),  # edge
    (3, 12, 0, 0, 0, 15, "Category 3", "medium"),  # edge
    (0, 0, 3, 0, 0, 15, "Category 3", "medium"),  # edge
    (4, 12, 0, 0, 0, 16, "Category 4", "high"),  # edge
    (0, 0, 2, 0, 1, 16, "Category 4", "high"),  # edge
    (2, 3, 1, 2, 1, 18, "Category 4", "high"),
    (0, 0, 0, 7, 0, 7, "Category 2", "low"),
    (11, 12, 0, 0, 7, 65, "Category 4", "high"),
]


@pytest.mark.parametrize(
    ("vulnerable", "moderate", "now", "earlier", "both", "total", "band", "level"), WHOLE
)
def test_score_of_a_whole_assessment(vulnerable, moderate, now, earlier, both, total, band, level):
    given = {
        **several(VULNERABILITIES[:vulnerable], "before"),
        **several(MODERATE[:moderate]),
        **several(SIGNIFICANT[:now]),
        **several(SIGNIFICANT[now : now + earlier], "earlier"),
        **several(SIGNIFICANT[now + earlier : now + earlier + both], "now earlier"),
    }
    found = score(SERAF, given)
    assert (found.total, found.band.name.split(":")[0]) == (total, band)
    assert sum(part.points for part in found.parts) == total
    assert prompt(SERAF, found, age=15, has_learning_disability=False).level == level


def test_score_says_the_reason_of_each_point():
    found = score(
        SERAF, answers(missing="now earlier", drugs="now before", low_self_esteem="before")
    )
    reasons = {one.indicator.code: one.reason for one in found.given if one.points}
    assert reasons == {
        "missing": "5 for now or in the last 6 months and 1 for 6 to 12 months ago",
        "drugs": "1 for now or in the last 6 months",
        "low_self_esteem": "1 for longer than 12 months ago",
    }


def test_score_counts_not_known_and_not_answered_apart():
    found = score(SERAF, answers(missing="unknown", drugs="unknown", alcohol="no"))
    assert (found.total, found.unknown, found.unanswered) == (0, 2, 27)
    said = prompt(SERAF, found, age=15, has_learning_disability=False)
    assert "2 answers are not known. Not known is not no" in said.unsettled[0]
    found = score(SERAF, answers(missing="unknown"))
    said = prompt(SERAF, found, age=15, has_learning_disability=False)
    assert said.unsettled[0].startswith("1 answer is not known.")


def test_score_leaves_out_what_is_no_answer_and_no_indicator():
    given = {"missing": {"when": ["soon", "now"]}, "invented": {"when": ["now"]}}
    assert score(SERAF, given).total == 5


def test_score_shows_strengths_and_takes_no_points_for_them():
    given = answers(trusted_adult="now", own_goals="before", missing="now")
    found = score(CERAR, given)
    assert [one.indicator.code for one in found.strengths] == ["trusted_adult"]
    assert found.total == score(CERAR, answers(missing="now")).total == 5


OVERRIDES = [
    # answers, age, learning disability: the level prompted, and how much is unsettled
    ({"drugs": "now"}, 12, False, "medium", 0),
    ({"drugs": "now"}, 13, False, "none", 0),
    ({"drugs": "now"}, None, False, "none", 1),
    ({"drugs": "now"}, 15, True, "medium", 0),
    ({"drugs": "now"}, 15, None, "none", 1),
    ({"drugs": "now"}, None, None, "none", 2),
    ({"drugs": "earlier"}, 12, False, "medium", 0),
    ({"drugs": "before"}, 12, True, "none", 0),  # long ago: background, and no indicator
    ({"drugs": "unknown"}, 12, True, "none", 1),
    ({"low_self_esteem": "now"}, 12, True, "none", 0),  # makes it easier, and is no indicator
    ({"trusted_adult": "now"}, 12, True, "none", 0),
    ({"controlled": "now"}, 15, False, "high", 0),
    ({"controlled": "now"}, None, None, "high", 0),  # what is not known could not raise it
    ({"controlled": "earlier"}, 15, False, "none", 0),
    ({"controlled": "earlier"}, 12, False, "medium", 0),
    ({}, 12, True, "none", 0),
]


@pytest.mark.parametrize(("said", "age", "disability", "level", "unsettled"), OVERRIDES)
def test_prompt_meets_the_overrides(said, age, disability, level, unsettled):
    found = prompt(
        CERAR, score(CERAR, answers(**said)), age=age, has_learning_disability=disability
    )
    assert (found.level, len(found.unsettled)) == (level, unsettled)
    assert found.reasons[0].words.startswith("The answers count ")
    assert all(reason.source for reason in found.reasons[1:])


def test_prompt_names_the_critical_indicator_and_never_lowers():
    given = several([one.code for one in CERAR.indicators])
    found = prompt(CERAR, score(CERAR, given), age=10, has_learning_disability=True)
    assert found.level == "high"
    assert len(found.reasons) == 4
    assert "It is: Sexual" not in found.reasons[-1].words
    assert "Groomed online" in found.reasons[-1].words


# --- what is true of every tool and all answers ---------------------------------------------------

_WHEN = st.one_of(
    st.just([]),
    st.sampled_from([["no"], ["unknown"]]),
    st.lists(st.sampled_from([time.value for time in TIMES]), min_size=1, unique=True),
)


@st.composite
def cases(draw):
    tool = draw(st.sampled_from([SERAF, CERAR]))
    codes = [one.code for one in tool.indicators]
    given = draw(st.dictionaries(st.sampled_from(codes), _WHEN, max_size=len(codes)))
    return tool, {code: {"when": when} for code, when in given.items()}


@given(cases(), st.data())
def test_score_never_falls_when_more_is_seen(case, data):
    tool, given = case
    code = data.draw(st.sampled_from([one.code for one in tool.indicators]))
    times = [one for one in given.get(code, {"when": []})["when"] if one not in ("no", "unknown")]
    more = data.draw(st.sampled_from([time.value for time in TIMES]))
    after = {**given, code: {"when": sorted({*times, more})}}
    before, later = score(tool, given), score(tool, after)
    assert later.total >= before.total
    for age, disability in ((12, True), (15, False), (None, None)):
        levels = [
            rank(prompt(tool, one, age=age, has_learning_disability=disability).level)
            for one in (before, later)
        ]
        assert levels[1] >= levels[0]


@given(cases())
def test_score_is_never_negative_nor_above_the_most(case):
    tool, given = case
    found = score(tool, given)
    assert 0 <= found.total <= tool.most
    assert all(one.points >= 0 for one in found.given)
    assert all(bool(one.points) == bool(one.reason) for one in found.given)
    assert found.band.least <= found.total


@given(cases())
def test_unknown_never_scores_and_is_told_from_no(case):
    tool, given = case

    def with_all(instead):
        return {
            code: {"when": [instead] if one["when"] in (["unknown"], ["no"]) else one["when"]}
            for code, one in given.items()
        }

    unknown, no = score(tool, with_all("unknown")), score(tool, with_all("no"))
    assert unknown.total == no.total == score(tool, given).total
    asked = {one.code for one in tool.indicators}
    assert unknown.unknown == sum(
        one["when"] in (["unknown"], ["no"]) for code, one in given.items() if code in asked
    )
    assert no.unknown == 0


@given(cases(), st.randoms(use_true_random=False))
def test_order_of_answers_does_not_matter(case, chance: random.Random):
    tool, given = case
    shuffled = list(given.items())
    chance.shuffle(shuffled)
    turned = {code: {"when": list(reversed(one["when"]))} for code, one in shuffled}
    assert score(tool, turned) == score(tool, given)


@given(cases(), st.integers(0, 20) | st.none(), st.booleans() | st.none())
def test_prompt_is_never_below_its_band(case, age, disability):
    tool, given = case
    found = score(tool, given)
    said = prompt(tool, found, age=age, has_learning_disability=disability)
    assert rank(said.level) >= rank(found.band.level)
    assert said.level in Level.values
    young = age is not None and age < 13
    if (young or disability) and found.has_indicators:
        assert rank(said.level) >= rank(Level.MEDIUM)


def test_every_kind_but_strengths_is_scored():
    for tool in (SERAF, CERAR):
        for one in tool.indicators:
            is_scored = tool.scoring_of(one.kind) is not None
            assert is_scored == (one.kind != IndicatorKind.STRENGTH)
    assert {When.NO, When.UNKNOWN}.isdisjoint(TIMES)


def test_prompt_an_override_never_lowers_what_the_score_prompts():
    found = prompt(SERAF, score(SERAF, several(SIGNIFICANT)), age=12, has_learning_disability=True)
    assert (found.level, len(found.reasons)) == ("high", 3)
