"""The returns of a thousand children hold every rule. The rules are said here once more, from the facts
about the domain alone: start and type are there, the end is not before the start, the start not after
the year, nothing overlaps, nothing begins while one is open, none is before birth or care, what is open
at the end of a year is carried into the next, and care or an eighteenth birthday ends it. Whether an
interview was offered and accepted is Y, N or NA: NA while the child is away, accepted only what was
offered, and whatever was offered has an answer once its time is over.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.interviews.models import Answered, Interview
from cairn.missing.models import Episode
from cairn.returns import queries
from cairn.returns.models import CarePeriod
from cairn.returns.rules import heard
from cairn.returns.rules import national as rules
from cairn.returns.rules.heard import Offer
from cairn.returns.rules.national import Care, Missed, Year
from tests.returns.conftest import BACKEND, DAY, bare, day, eighteen, table


def days_of(one):
    until = one.until_at and clock.local(one.until_at).date()
    return clock.local(one.from_at).date(), until


def assert_903_holds(rows, children, first, last):
    """The rules, independently. `children`: bare reference -> (born, [(care from, until)])."""
    of_child = defaultdict(list)
    for row in rows:
        start, end, born = (day(row[name]) for name in ("MIS_START", "MIS_END", "DOB"))
        assert start is not None, row
        assert row["MISSING"] in {"M", "A"}, row
        assert end is None or end >= start, row
        assert start <= last, row
        known, care = children[row["CHILD"]]
        assert born == known, row
        assert start >= born, row
        [(_, care_end)] = [
            one for one in care if one[0] <= start and (not one[1] or start <= one[1])
        ][-1:]
        if care_end and care_end <= last:
            assert end, row
            assert end <= care_end, row
        assert end is None or first <= end <= last, row
        adult = eighteen(born)
        assert start < adult, row
        assert (end or last) <= adult or adult > last, row
        of_child[row["CHILD"]].append((start, end))
    for periods in of_child.values():
        for earlier, later in pairwise(periods):
            assert earlier[1] is not None, periods  # none begins while one is open
            assert later[0] >= earlier[1], periods


def test_a_thousand_children_hold_every_rule_and_nobody_is_dropped(
    client, mel, northmoor, thousand
):
    client.force_login(mel, backend=BACKEND)
    care = defaultdict(list)
    for one in CarePeriod.objects.order_by("from_on"):
        before = care[one.child_id][-1:]
        if before and one.from_on - before[0][1] <= DAY:  # it goes on: the same care
            care[one.child_id][-1] = (before[0][0], one.until_on)
        else:
            care[one.child_id].append((one.from_on, one.until_on))
    children = {bare(one.reference): (one.born_on, care[one.pk]) for one in thousand}
    counted = open_at_end = 0
    carried = set()
    for year in (2024, 2025, 2026):
        first, last = date(year, 4, 1), date(year + 1, 3, 31)
        rows = table(client, northmoor, year, "ssda903")
        assert_903_holds(rows, children, first, last)
        counted += len(rows)
        found = queries.made(by=mel, council=northmoor.code, year=year)
        faulty = {one.episode for one in found.faults_903}
        kept = {one.episode for one in found.rows_903}
        for one in Episode.objects.select_related("child"):
            start, end = days_of(one)
            is_there = any(
                start <= (until or last) and (end or last) >= since
                and min(end or last, until or last) >= first and start <= last
                for since, until in care[one.child_id]
            )  # fmt: skip
            assert is_there == (one.reference in kept | faulty), (one.reference, year)
        assert carried <= kept | faulty
        carried = {
            row.episode for row in found.rows_903 if row.end is None and year < 2026
            and all(not until or until > last for since, until in care[_child(row)])
        }  # fmt: skip
        open_at_end += len(carried)
    assert counted > 500
    assert open_at_end > 5  # what a rule says of nobody is not tried


def _child(row):
    return Child.objects.get(reference=row.child).pk


def test_ssd_missing_of_a_thousand_children_holds_the_same(client, mel, northmoor, thousand):
    client.force_login(mel, backend=BACKEND)
    born = {bare(one.reference): one.born_on for one in thousand}
    rows = table(client, northmoor, 2025, "ssd")
    assert len(rows) > 500
    before = {}
    for row in rows:
        start, end = (row[f"miss_missing_episode_{name}_date"] for name in ("start", "end"))
        child = row["miss_person_id"]
        assert start
        assert row["miss_missing_episode_type"] in {"M", "A"}
        assert not end or end >= start
        assert start[:10] <= "2026-03-31"
        assert before.get(child, "") is not None, "nothing begins while one is open"
        assert start >= before.get(child, "")
        before[child] = end or None
        if born[child]:
            assert start[:10] >= born[child].isoformat()
            assert start[:10] < eighteen(born[child]).isoformat()
    assert len({row["miss_table_id"] for row in rows}) == len(rows)


def said_after(one):
    """What the columns say after an episode, from the facts alone. None: an answer is missing."""
    of = Answered.objects.filter(episode=one, taken_out_at=None).select_related("interview").first()
    if one.ended != "returned":
        return "NA", "NA"
    found = of.interview if of else None
    if found is None or (found.offered_at is None and not found.answer):
        back_on = clock.local(one.until_at).date()
        is_offered_for = one.kind == "missing" or back_on < date(2025, 6, 1)
        return ("N" if is_offered_for else "NA"), "NA"
    if found.offered_at is None:
        return "N", "NA"
    if found.answer == "" and clock.now() - found.due_at > timedelta(0):
        return None
    return "Y", {"accepted": "Y", "declined": "N", "not_possible": "N", "": "NA"}[found.answer]


def test_offered_and_accepted_of_a_thousand_children_hold_every_rule(
    client, mel, northmoor, thousand
):
    client.force_login(mel, backend=BACKEND)
    rows = {row["miss_table_id"]: row for row in table(client, northmoor, 2025, "ssd")}
    found = queries.made(by=mel, council=northmoor.code, year=2025)
    unanswered = {one.episode for one in found.faults_ssd if one.rule == heard.NO_ANSWER}
    counted = defaultdict(int)
    for one in Episode.objects.filter(from_at__lt=clock.instant_of(date(2026, 4, 1))):
        expected = said_after(one)
        if row := rows.get(bare(one.reference)):
            said = row["miss_missing_rhi_offered"], row["miss_missing_rhi_accepted"]
            assert said == expected, one.reference
            assert set(said) <= {"Y", "N", "NA"}
            assert said[1] == "NA" or said[0] == "Y", said
            assert row["miss_missing_episode_end_date"] or said == ("NA", "NA")
            counted[said] += 1
        elif expected is None and one.reference in {fault.episode for fault in found.faults_ssd}:
            assert one.reference in unanswered
    assert unanswered
    assert {("Y", "Y"), ("Y", "N"), ("N", "NA"), ("NA", "NA")} <= set(counted)
    assert min(counted.values()) > 5, counted


@given(st.builds(Offer, st.none() | st.datetimes(timezones=st.just(UTC)), st.sampled_from(
    ["", "accepted", "declined", "not_possible"]), st.booleans(), st.none()), st.booleans(),
    st.booleans())  # fmt: skip
def test_whatever_is_recorded_offered_and_accepted_fit_or_are_listed(offer, is_back, is_due):
    said = heard.heard(is_back=is_back, is_due=is_due, offer=offer, now=datetime.now(UTC))
    is_listed = bool(list(heard.wrong_with(said)))
    fits = (said.offered == "Y" and said.accepted in {"Y", "N"}) or said.accepted == "NA"
    assert fits != is_listed
    assert said.offered in {"Y", "N", "NA"}
    assert said.because


def test_offer_without_an_answer_is_listed_and_leads_to_its_interview(
    client, mel, northmoor, jade, row
):
    episode = row(date(2026, 5, 3), date(2026, 5, 4))
    interview = Interview.objects.create(
        child=jade, due_at=episode.until_at + timedelta(hours=72), opened_at=episode.until_at,
        opened_by=mel, offered_at=episode.until_at,
    )  # fmt: skip
    Answered.objects.create(
        interview=interview, episode=episode, put_at=episode.until_at, put_by=mel
    )
    client.force_login(mel, backend=BACKEND)
    said = client.get(reverse("returns:returns")).content.decode()
    assert heard.NO_ANSWER in said
    where = reverse("interviews:of_episode", args=[episode.reference])
    assert where in said
    assert client.get(where)["Location"].endswith(interview.reference)
    interview.answer, interview.answered_at = "declined", clock.now()
    interview.save()
    [sent] = table(client, northmoor, 2026, "ssd")
    assert (sent["miss_missing_rhi_offered"], sent["miss_missing_rhi_accepted"]) == ("Y", "N")


SPANS = st.tuples(st.integers(0, 900), st.none() | st.integers(0, 400))


@given(
    st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=3),
    st.none() | st.dates(date(2007, 1, 1), date(2026, 1, 1)),
)  # fmt: skip
def test_whatever_is_recorded_what_is_kept_holds_every_rule(spans, times, born):
    """Even what the database would refuse, such as two at one time."""
    start = date(2025, 1, 1)
    care = [(start + a * DAY, None if b is None else start + (a + b) * DAY) for a, b in times]
    missed = [
        Missed(
            f"ME-{number}", "CH1", "missing", clock.instant_of(start + a * DAY),
            None if b is None else clock.instant_of(start + (a + b) * DAY), born,
        )
        for number, (a, b) in enumerate(spans)
    ]  # fmt: skip
    year = Year(2025)
    rows, faults = rules.ssda903(missed, [Care(*one) for one in care], year)
    for row in rows:
        assert born is not None
        assert born <= row.start <= year.until_on
        assert row.start < eighteen(born)
        assert any(
            since <= row.start and (not until or row.start <= until) for since, until in care
        )
        assert row.end is None or row.start <= row.end <= year.until_on
    for earlier, later in pairwise(rows):
        assert earlier.end is not None
        assert later.start >= earlier.end
    for one in faults:
        assert one.rule.endswith(".")
        assert one.source


def test_missing_while_care_ends_ends_with_it_and_before_care_is_listed(
    mel, northmoor, row, in_care
):
    in_care(date(2026, 5, 10), date(2026, 6, 3))
    row(date(2026, 5, 8), date(2026, 5, 12))
    row(date(2026, 6, 1))
    found = queries.made(by=mel, council=northmoor.code, year=2026)
    assert [(one.start, one.end) for one in found.rows_903] == [
        (date(2026, 6, 1), date(2026, 6, 3))
    ]
    [fault] = found.faults_903
    assert fault.rule == "It cannot begin before the child is in care, on 10 May 2026."
    assert len(found.rows_ssd) == 2
