"""The answers to the public's questions: counted here once more, from the facts; who sees them, what stays
inside, and what is behind a figure.
"""

import io
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cairn.agencies.models import LocalStandard
from cairn.audit.models import AuditEvent
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.interviews.models import Answered, Interview
from cairn.missing.models import Episode
from cairn.returns import actions, queries
from cairn.returns.models import CarePeriod
from cairn.returns.rules.questions import MAIN, OF_CODE, REST, TOTAL

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def held_back_under(db):
    LocalStandard.objects.create(
        key="figures-suppress-under", value=5, from_on=date(2021, 9, 1), source="A test"
    )


@pytest.fixture
def back(mel, jade):
    """Jade came back: back(hours ago, what became of it); gives the episode."""

    def made(hours_ago=100.0, *, kind="missing", child=jade, held=None, **interview):
        until = clock.now() - hours_ago * HOUR
        one = Episode.objects.create(
            child=child, council=child.council, kind=kind, from_at=until - HOUR / 10, until_at=until,
            ended="returned", opened_at=until, opened_by=mel,
        )  # fmt: skip
        if interview or held is not None:
            if interview.get("answer") or held is not None:
                interview["answered_at"] = until
            if held is not None:
                interview |= {"held_at": until + held * HOUR, "held_by": mel, "answer": "accepted"}
            row = Interview.objects.create(
                child=child, due_at=until + 72 * HOUR, opened_at=until, opened_by=mel,
                **{"offered_at": until, **interview},
            )  # fmt: skip
            Answered.objects.create(interview=row, episode=one, put_at=until, put_by=mel)
        return one

    return made


def of(by, council, first="2026-04", last="2026-11"):
    return queries.asked(by=by, council=council.code, first=first, last=last)


def counted(by, council, **months):
    found = queries.answers(by=by, asked=of(by, council, **months))
    return {code: number for (code, column), number in found.cells.items() if column == TOTAL}


def expected_of(one):
    """The figures that a return is counted in, from the facts alone."""
    link = Answered.objects.filter(episode=one, taken_out_at=None).select_related("interview")
    found = link.first().interview if link else None
    if clock.now() - one.until_at < timedelta(hours=72):
        return {"returned", "runs"}
    codes = {"returned", "counted"}
    if found is not None and (found.offered_at or found.held_at):
        codes |= {"offered"}
    else:
        codes |= {"not_offered"}
    is_not_possible = found is not None and found.answer == "not_possible"
    is_away_since = one.kind == "away" and one.until_at >= clock.instant_of(date(2025, 6, 1))
    if "not_offered" in codes and not is_not_possible and is_away_since:
        codes |= {"none_due"}
    if found is None:
        return codes
    if found.held_at:
        in_time = timedelta(0) <= found.held_at - one.until_at <= timedelta(hours=72)
        return codes | {"accepted", "held", "in_time" if in_time else "late"}
    if found.answer == "accepted":
        codes |= {"accepted", "waits"}
    if found.answer == "declined":
        by = found.answered_by if found.answered_by in ("child", "carer") else "other"
        codes |= {"declined", f"declined_{by}"}
    if found.answer == "not_possible":
        codes |= {"not_possible", f"why_{found.why_not or 'not_said'}"}
    if found.offered_at and not found.answer:
        codes |= {"unanswered"}
    return codes


def test_figures_of_a_thousand_children_are_those_counted_one_by_one(mel, northmoor, thousand):
    asked = of(mel, northmoor, "2025-01", "2026-11")
    found = queries.answers(by=mel, asked=asked)
    expected, children = Counter(), defaultdict(set)
    care = defaultdict(list)
    for row in CarePeriod.objects.all():
        care[row.child_id].append((row.from_on, row.until_on or date.max))
    for one in Episode.objects.filter(
        ended="returned", until_at__gte=clock.instant_of(date(2025, 1, 1))
    ):
        began = clock.local(one.from_at).date()
        in_care = any(start <= began <= end for start, end in care[one.child_id])
        month = f"{clock.local(one.until_at):%Y-%m}"
        codes = expected_of(one)
        groups = (one.kind, "in_care" if in_care else "not_in_care")
        for code in codes | {f"{group}_{code}" for group in groups for code in codes}:
            for column in (month, TOTAL):
                expected[code, column] += 1
                children[code, column].add(one.child_id)
    wrong = {
        cell: (number, expected[cell]) for cell, number in found.cells.items()
        if number != expected[cell]
    }  # fmt: skip
    assert wrong == {}
    assert found.children == {cell: len(children[cell]) for cell in found.children}
    for code in (
        "returned",
        "in_time",
        "late",
        "waits",
        "declined_child",
        "unanswered",
        "none_due",
    ):
        assert found.cells[code, TOTAL] > 20, code


def test_every_return_is_in_exactly_one_of_what_adds_up(mel, northmoor, thousand):
    said = counted(mel, northmoor, first="2025-01", last="2026-11")
    assert said["returned"] == said["runs"] + said["counted"]
    assert said["counted"] == said["offered"] + said["not_offered"]
    assert said["held"] == said["in_time"] + said["late"]
    assert said["accepted"] == said["held"] + said["waits"]
    assert said["returned"] == said["missing_returned"] + said["away_returned"]
    assert said["returned"] == said["in_care_returned"] + said["not_in_care_returned"]


def test_what_returned_less_than_72_hours_ago_is_said_apart(mel, northmoor, back):
    back(71.9, held=2)
    back(72.1, held=72)
    said = counted(mel, northmoor)
    assert (said["returned"], said["runs"], said["counted"], said["in_time"]) == (2, 1, 1, 1)


def test_interview_held_a_minute_late_or_before_this_return_is_not_within_72_hours(
    mel, northmoor, back
):
    back(200, held=72 + 1 / 60)
    back(300, held=-5)
    said = counted(mel, northmoor)
    assert (said["held"], said["in_time"], said["late"]) == (2, 0, 2)


def test_where_the_standard_offers_none_it_is_said(mel, northmoor, back):
    back(100, kind="away")
    back(200, kind="away", answer="", offered_at=clock.now())
    back(300)
    said = counted(mel, northmoor)
    assert (said["not_offered"], said["none_due"], said["offered"]) == (2, 1, 1)


def test_restricted_child_counts_for_all_and_is_behind_no_figure_of_who_may_not_know(
    mel, jade, northmoor, back
):
    one = back()
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    assert counted(mel, northmoor)["returned"] == 1
    assert list(queries.behind(by=mel, asked=of(mel, northmoor), line="returned")) == []
    Child.objects.filter(pk=jade.pk).update(is_restricted=False, restricted_because="")
    assert list(queries.behind(by=mel, asked=of(mel, northmoor), line="returned")) == [one]


def test_behind_every_figure_are_as_many_as_it_says(mel, northmoor, thousand):
    asked = of(mel, northmoor, "2026-01", "2026-11")
    found = queries.answers(by=mel, asked=asked)
    for line in (*MAIN, *REST, OF_CODE["away_held"], OF_CODE["in_care_returned"]):
        for month in (TOTAL, "2026-03") if line.by_month else (TOTAL,):
            rows = queries.behind(by=mel, asked=asked, line=line.code, month=month)
            assert rows.count() == found.cells[line.code, month], (line.code, month)


def test_whoever_has_no_such_permission_gets_no_figure(priya, sam, olu, mel, audrey, northmoor):
    for person in (priya, sam, olu):
        with pytest.raises(Refused):
            queries.months(by=person)
    for council, first, last in (
        ("nowhere", "2026-04", "2026-05"), (northmoor.code, "2026-05", "2026-04"),
        (northmoor.code, "2026-04", "2027-01"), (northmoor.code, "x", "2026-05"),
        (northmoor.code, "2023-01", "2026-05"),
    ):  # fmt: skip
        with pytest.raises(OutOfReach):
            queries.asked(by=mel, council=council, first=first, last=last)
    asked = of(audrey, northmoor)
    assert queries.answers(by=audrey, asked=asked).cells["returned", TOTAL] == 0
    with pytest.raises(Refused):  # numbers, never names
        actions.read_behind(
            by=audrey, council=northmoor.code, first="2026-04", last="2026-11", line="returned"
        )


def page_of(client, person, **asked):
    client.force_login(person, backend=BACKEND)
    answer = client.get(reverse("returns:answers"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_says_both_shares_what_is_counted_and_leads_behind(client, mel, northmoor, back):
    back(100, held=20)
    back(200, held=100)
    back(300, answer="declined", answered_by="carer")
    back(400)
    said = page_of(client, mel)
    for words in ("75% of returns", "50% of returns", "67% of those offered", "25% of returns",
                  "50% of interviews done", "Declined by a parent or carer", "1 child",
                  "Counting every hour from the return"):  # fmt: skip
        assert words in said, words
    where = (
        f"{reverse('returns:behind')}?council={northmoor.code}&amp;first=2026-04&amp;last=2026-11"
    )
    assert f"{where}&amp;line=in_time" in said
    behind = client.get(f"{where}&line=in_time".replace("&amp;", "&")).content.decode()
    assert "Held within 72 hours" in behind
    assert "Declined" not in behind
    read = AuditEvent.objects.get(event="returns.behind_read")
    assert read.details["line"] == "in_time"
    assert client.get(f"{where}&line=nothing".replace("&amp;", "&")).status_code == 404


def test_analyst_sees_numbers_and_no_way_to_names(client, audrey, back):
    back(100, held=20)
    said = page_of(client, audrey)
    assert "Interview done within 72 hours" in said
    assert reverse("returns:behind") not in said
    assert "Jade" not in said


def test_what_leaves_has_no_small_number(client, mel, northmoor, back):
    for number in range(9):
        back(100 + 10 * number, held=20)
    back(300, answer="declined", answered_by="carer")
    said = page_of(client, mel, version="outside")
    assert "held back" in said
    assert reverse("returns:behind") not in said
    sheets = {}
    for version in ("inside", "outside"):
        answer = client.get(reverse("returns:answers_spreadsheet"), {"version": version})
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
        sheets[version] = {row[0].removeprefix("– "): row for row in rows if row[0]}
    assert sheets["inside"]["Declined by a parent or carer"][2] == 1
    assert sheets["outside"]["Declined by a parent or carer"][2] == "held back"
    assert sheets["outside"]["Children: interview done"][2] == "held back"
    shown = [
        cell for row in sheets["outside"].values() for cell in row[2:] if isinstance(cell, int)
    ]
    assert all(number == 0 or number >= 5 for number in shown)
    assert "1 to 4 are held back" in sheets["outside"]["Held back"][1]
    taken = AuditEvent.objects.filter(event="returns.answers_taken").order_by("pk")
    assert [one.details["version"] for one in taken] == ["inside", "outside"]


def test_months_that_cannot_be_are_said_beside_the_field(client, mel, northmoor):
    said = page_of(client, mel, first="2026-06", last="2026-04")
    assert "Choose the same month or a later one." in said
    said = page_of(client, mel, first="2022-06", last="2026-04")
    assert "Choose 24 months or fewer." in said


def test_answers_ask_as_often_for_many_as_for_few(client, mel, northmoor, back):
    counts = []
    for _ in range(2):
        for number in range(5):
            back(100 + 10 * number + 200 * len(counts), held=20)
        client.force_login(mel, backend=BACKEND)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("returns:answers"))
        counts.append(len(captured))
        asked = {"council": northmoor.code, "first": "2026-04", "last": "2026-11", "line": "held"}
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("returns:behind"), asked)
        counts.append(len(captured))
    assert counts == [17, 14, 17, 14]


def test_pages_say_whose_children_they_count(client, mel, back, northmoor):
    """An episode in another council's area counts there, and its child in the return of their own."""
    client.force_login(mel, backend=BACKEND)
    page = client.get(reverse("returns:answers")).content.decode()
    assert f"Every child who went missing in the area of {northmoor.name} counts" in page
    page = client.get(reverse("returns:returns")).content.decode()
    assert f"count children whom {northmoor.name} is responsible for, wherever they went" in page
