"""The pages of the answers to the public's questions: who sees what, what leaves, and how often they ask."""

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from tests.returns.conftest import BACKEND


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
