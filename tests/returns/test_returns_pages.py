"""The page of a return, the list of what is left out, and how care is recorded and put right."""

import io
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.children.models import Child
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.returns import actions, queries
from cairn.returns.models import CarePeriod
from tests.returns.conftest import BACKEND, DAY, bare, table


def test_page_lists_what_is_left_out_with_the_rule_and_where_to_mend_it(
    client, mel, jade, northmoor, row, in_care
):
    in_care(date(2026, 5, 1))
    late = row(date(2026, 5, 3), date(2026, 5, 4))
    Child.objects.filter(pk=jade.pk).update(born_on=None)
    client.force_login(mel, backend=BACKEND)
    said = client.get(reverse("returns:returns")).content.decode()
    assert "Every row has the child’s date of birth." in said
    assert "DfE, SSDA903 guide, module Missing" in said
    assert reverse("children:change", args=[jade.reference]) in said
    Child.objects.filter(pk=jade.pk).update(born_on=date(2012, 5, 4))
    said = client.get(reverse("returns:returns")).content.decode()
    assert "Every record for this year meets the national rules." in said
    [sent] = table(client, northmoor, 2026, "ssda903")
    assert sent == {
        "CHILD": bare(jade.reference), "DOB": "04/05/2012", "MISSING": "M",
        "MIS_START": "03/05/2026", "MIS_END": "04/05/2026",
    }  # fmt: skip
    [sent] = table(client, northmoor, 2026, "ssd")
    assert sent["miss_table_id"] == bare(late.reference)
    assert sent["miss_missing_episode_start_date"] == "2026-05-03 00:00:00"
    taken = AuditEvent.objects.filter(event="returns.taken").order_by("pk")
    assert [(one.details["file"], one.details["rows"]) for one in taken] == [
        ("ssda903", 1),
        ("ssd", 1),
    ]


def test_page_of_a_year_that_is_none_says_so_and_nothing_of_its_records(client, mel, row):
    client.force_login(mel, backend=BACKEND)
    said = client.get(reverse("returns:returns"), {"year": "1066"}).content.decode()
    assert "There is a problem" in said or "govuk-error-message" in said
    assert "meets the national rules" not in said
    assert "Take it away" not in said


def test_care_that_goes_on_under_another_status_is_one(mel, northmoor, row, in_care):
    in_care(date(2026, 4, 10), date(2026, 6, 3))
    in_care(date(2026, 6, 3), date(2026, 6, 20))
    row(date(2026, 6, 1), date(2026, 6, 5))
    found = queries.made(by=mel, council=northmoor.code, year=2026)
    assert [(one.start, one.end) for one in found.rows_903] == [
        (date(2026, 6, 1), date(2026, 6, 5))
    ]
    assert found.faults == []


def test_list_of_what_is_left_out_is_a_spreadsheet_with_a_trace(
    client, mel, northmoor, row, in_care
):
    in_care(date(2026, 5, 10))
    row(date(2026, 5, 8), date(2026, 5, 12))
    client.force_login(mel, backend=BACKEND)
    answer = client.get(reverse("returns:faults", args=[northmoor.code, 2026]))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][2] == "It cannot begin before the child is in care, on 10 May 2026."
    assert AuditEvent.objects.get(event="returns.faults_taken").details["rows"] == 1


def test_return_is_of_a_council_and_year_of_the_persons(mel, priya, northmoor):
    for council, year in (("nowhere", 2026), (northmoor.code, 1999), (northmoor.code, 2027)):
        with pytest.raises(OutOfReach):
            queries.made(by=mel, council=council, year=year)
    with pytest.raises(Refused):
        queries.made(by=priya, council=northmoor.code, year=2026)
    with pytest.raises(OutOfReach):
        actions.take_return(by=mel, council=northmoor.code, year=2026, file="xml")


def test_restricted_child_is_in_no_file_of_who_may_not_open_the_record(
    mel, jade, northmoor, row, in_care
):
    in_care(date(2026, 5, 1))
    row(date(2026, 5, 3), date(2026, 5, 4))
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    found = queries.made(by=mel, council=northmoor.code, year=2026)
    assert [*found.rows_903, *found.rows_ssd, *found.faults] == []


def test_return_asks_as_often_for_many_as_for_few(mel, northmoor, row, in_care):
    in_care(date(2026, 5, 1))
    counted = []
    for _ in range(2):
        for number in range(5):
            on = date(2026, 5, 3) + (2 * number + 20 * len(counted)) * DAY
            row(on, on + DAY)
        with CaptureQueriesContext(connection) as captured:
            queries.made(by=mel, council=northmoor.code, year=2026)
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 7


def test_care_is_recorded_once_and_never_twice_at_one_time(mel, jade, in_care):
    key = uuid.uuid4()
    said = {"by": mel, "child": jade.reference, "from_on": date(2026, 5, 1), "key": key}
    assert actions.record_care(**said) == actions.record_care(**said)
    with pytest.raises(Refused, match="It overlaps the time from 1 May 2026"):
        in_care(date(2026, 4, 1), date(2026, 6, 1))
    in_care(date(2026, 4, 1), date(2026, 5, 1))
    with pytest.raises(Refused, match="not in the future"):
        in_care(date(2027, 4, 1))


def test_care_is_put_right_unless_somebody_was_quicker(client, mel, jade, in_care):
    made = in_care(date(2026, 5, 1))
    changed = {"by": mel, "reference": made.reference, "version": 1, "from_on": date(2026, 5, 2)}
    actions.change_care(**changed)
    with pytest.raises(Overtaken):
        actions.change_care(**changed)
    client.force_login(mel, backend=BACKEND)
    where = reverse("returns:change_care", args=[made.reference])
    assert 'value="2 May 2026"' in client.get(where).content.decode()  # as people write a day
    sent = {"version": "1", "from_on": "3 5 2026"}
    answer = client.post(where, sent)
    assert answer.status_code == 409
    assert "It now says: from 02 05 2026" in answer.content.decode()
    assert 'value="3 5 2026"' in answer.content.decode()
    assert client.post(where, sent | {"version": "2"}).status_code == 302
    made.refresh_from_db()
    assert made.from_on == date(2026, 5, 3)


def test_care_page_keeps_what_was_typed(client, mel, jade):
    client.force_login(mel, backend=BACKEND)
    where = reverse("returns:care", args=[jade.reference])
    sent = {"from_on": "3 5 2026", "until_on": "1 5 2026", "key": str(uuid.uuid4())}
    said = client.post(where, sent).content.decode()
    assert "The care ends after it begins." in said
    assert 'value="1 5 2026"' in said
    assert client.post(where, sent | {"until_on": ""}).status_code == 302
    assert "3 May 2026 to now" in client.get(where).content.decode()


@pytest.mark.parametrize("lacking", ["", "nonsense"])
def test_form_of_care_without_what_is_hidden_in_it_is_asked_for_again(client, mel, jade, lacking):
    client.force_login(mel, backend=BACKEND)
    typed = {"from_on": "1 5 2026", "until_on": "", "key": lacking, "version": lacking}
    where = reverse("returns:care", args=[jade.reference])
    answer = client.post(where, typed)
    assert (answer.status_code, CarePeriod.objects.count()) == (200, 0)
    made = actions.record_care(
        by=mel, child=jade.reference, from_on=date(2026, 4, 1), key=uuid.uuid4()
    )
    where = reverse("returns:change_care", args=[made.reference])
    answers = [answer, client.post(where, typed)]
    made.refresh_from_db()
    assert made.from_on == date(2026, 4, 1)
    for one in answers:
        assert "There is a problem" in one.content.decode()
