"""Contacts by hand and their lists: what became of each can be seen, and what was late says so."""

import uuid
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.pathways import actions, queries
from cairn.pathways.models import Contact
from cairn.pathways.queries import Narrowing

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def manager(client, mel):
    client.force_login(mel, backend=BACKEND)
    return client


def record(by, child, **said):
    given = {"source": "partner", "said": "Two phones.", "key": uuid.uuid4(), **said}
    return actions.record_contact(by=by, child=child.reference, **given)


def screened(by, contact, outcome="nothing", after=timedelta(0)):
    with clock.shifted(after):
        actions.screen(by=by, reference=contact.reference, outcome=outcome, reason="Known")


def text(answer):
    return answer.content.decode()


def test_contact_from_another_council_names_the_council(client, priya, jade):
    with pytest.raises(Refused, match="which council"):
        record(priya, jade, source="council", who=" ")
    with pytest.raises(Refused, match="where it comes from"):
        record(priya, jade, source="a bird")
    client.force_login(priya, backend=BACKEND)
    page = reverse("pathways:add_contact", args=[jade.reference])
    said = {"key": str(uuid.uuid4()), "source": "council", "said": "Seen with adults."}
    answer = text(client.post(page, said))
    assert answer.count("Say which council it comes from.") == 2  # above, and beside the question
    assert "Seen with adults.</textarea>" in answer
    assert client.post(page, said | {"who": "Farshire"}).status_code == 302
    assert Contact.objects.get().who == "Farshire"


def test_what_the_desk_passes_on_is_recorded_by_nobody_s_hand(client, priya, jade):
    client.force_login(priya, backend=BACKEND)
    page = reverse("pathways:add_contact", args=[jade.reference])
    assert "Information that was shared" not in text(client.get(page))
    said = {"key": str(uuid.uuid4()), "source": "submission", "said": "Seen with adults."}
    assert "Choose where it comes from." in text(client.post(page, said))


def test_lists_show_what_waits_and_what_became_of_the_rest(manager, mel, jade, monday):
    waits, in_time, late = (record(mel, jade) for _ in range(3))
    screened(mel, in_time, "early_help", after=timedelta(days=1))
    screened(mel, late, "level_1", after=timedelta(days=2))
    with clock.at(MONDAY + timedelta(days=3)):
        shown = text(manager.get(reverse("pathways:contacts")))
        assert waits.reference in shown
        assert "Overdue" in shown
        assert in_time.reference not in shown
        shown = text(manager.get(reverse("pathways:contacts"), {"tab": "screened"}))
    assert waits.reference not in shown
    assert "Pass it to Early Help" in shown
    assert queries.pathways(by=mel).get().reference in shown
    assert shown.count("due by 24 November 2026") == 1
    shown = text(manager.get(reverse("pathways:contact", args=[late.reference])))
    assert "It was due by 24 November 2026" in shown


def test_filters_of_the_lists(mel, jade, southmere, monday):
    first = record(mel, jade, source="hub")
    with clock.shifted(timedelta(days=2)):
        second = record(mel, jade, source="council", who="Farshire")
    for contact, outcome in ((first, "nothing"), (second, "early_help")):
        screened(mel, contact, outcome)

    def found(**asked):
        return list(queries.screened(by=mel, asked=Narrowing(**asked)))

    day = clock.local(MONDAY).date()
    assert found(source="hub") == found(outcome="nothing") == [first]
    assert found(received_from=day + timedelta(days=1)) == [second]
    assert found(received_to=day) == [first]
    assert found(received_from=day, received_to=day) == [first]
    assert len(found(council="northmoor")) == 2
    assert found(council="southmere") == []


def test_lists_keep_to_reach(client, steph, olu, mel, jade):
    contact = record(mel, jade)
    for who in (steph, olu):
        client.force_login(who, backend=BACKEND)
        assert contact.reference not in text(client.get(reverse("pathways:contacts")))


def test_list_is_taken_away_and_says_what_was_late(manager, mel, jade, monday):
    late = record(mel, jade)
    screened(mel, late, after=timedelta(days=2))
    sheet = manager.get(reverse("pathways:contacts_spreadsheet"), {"tab": "screened"})
    [head, row] = load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True)
    line = dict(zip(head, row, strict=True))
    assert (line["Contact"], line["What became of it"]) == (late.reference, "No further action")
    assert line["In time"] == "No"


def test_list_says_beside_a_day_that_it_cannot_be_read(manager, contact):
    shown = text(manager.get(reverse("pathways:contacts"), {"received_from": "soonish"}))
    assert 'value="soonish"' in shown
    assert "govuk-error-message" in shown
    assert contact.reference in shown


@pytest.mark.parametrize("typed", ["1'", "\x00", "99999999", "screened", "2026"])
def test_lists_answer_anything_at_all(manager, contact, typed):
    names = ("tab", "outcome", "source", "council", "received_from", "received_to", "after")
    for page in ("contacts", "contacts_spreadsheet", "tracker", "save_view"):
        for name in (*names, "text", "level", "due", "age", "only", "order"):
            answer = manager.get(reverse(f"pathways:{page}"), {name: typed})
            assert answer.status_code == 200, (page, name)
