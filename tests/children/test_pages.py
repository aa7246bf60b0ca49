"""The pages: who may see which, nothing typed is lost, and a hidden child changes not one byte."""

import re
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.children import actions
from cairn.children.choices import Event
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.references import new_reference
from tests.children.conftest import REASON

RECORD_PAGES = (
    "child", "details", "address", "change_address", "change", "involvements", "involve", "end_involvement",
    "lead_practitioner", "restrict", "lift",
)  # fmt: skip
READ_PAGES = ("child", "details", "address", "involvements")
HIDDEN = "CH-7K3M-9Q2R"


def page(name, *arguments):
    return reverse(f"children:{name}", args=arguments)


def text(response):
    """The page without what is new in every answer: tokens, nonces and keys."""
    said = response.content.decode()
    said = re.sub(r'(csrfmiddlewaretoken|"key")" value="[^"]*"', r"\1", said)
    return re.sub(r'(nonce="[^"]*"|name="key" value="[^"]*"|name="csrf[^>]*>)', "", said)


@pytest.mark.parametrize("name", RECORD_PAGES)
@pytest.mark.parametrize(
    ("who", "reads", "records"),
    [
        ("priya", 200, 403), ("sam", 200, 403), ("nia", 200, 200), ("mel", 200, 200),
        ("hugo", 404, 404), ("olu", 404, 403), ("wren", 404, 403), ("audrey", 403, 403),
        ("tess", 403, 403), ("dee", 403, 403), ("otto", 403, 403),
    ],
)  # fmt: skip
def test_record_pages_open_to_whom(request, client, jade, name, who, reads, records):
    client.force_login(request.getfixturevalue(who))
    expected = reads if name in READ_PAGES else records
    assert client.get(page(name, jade.reference)).status_code == expected
    if name not in READ_PAGES and expected != 200:
        assert client.post(page(name, jade.reference)).status_code == expected


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("list", "priya nia olu"), ("mine", "priya nia olu"), ("spreadsheet", "priya nia olu"),
        ("add", "nia"), ("emergency", "priya nia olu"), ("emergencies", "dee"),
        ("emergencies_spreadsheet", "dee"),
    ],
)  # fmt: skip
def test_other_pages_open_to_whom(request, client, jade, name, allowed):
    for who in ("priya", "nia", "olu", "audrey", "tess", "dee"):
        client.force_login(request.getfixturevalue(who))
        expected = 200 if who in allowed.split() else 403
        assert client.get(page(name)).status_code == expected, who


def test_signed_out_is_sent_to_sign_in(client, jade):
    for name in RECORD_PAGES:
        assert client.get(page(name, jade.reference)).status_code == 302


def test_child_page_shows_who_is_involved_and_not_where_they_live(client, priya, jade):
    jade.address = "4 Invented Row"
    jade.save()
    client.force_login(priya)
    for name in ("child", "details", "involvements"):
        said = text(client.get(page(name, jade.reference)))
        assert "Jade Example" in said
        assert "4 Invented Row" not in said
    assert not AuditEvent.objects.filter(event=Event.ADDRESS_SEEN).exists()
    assert "4 Invented Row" in text(client.get(page("address", jade.reference)))
    assert AuditEvent.objects.filter(event=Event.ADDRESS_SEEN).count() == 1


def test_changing_other_things_does_not_show_where_they_live(client, nia, jade):
    jade.address = "4 Invented Row"
    jade.save()
    client.force_login(nia)
    assert "4 Invented Row" not in text(client.get(page("change", jade.reference)))
    assert not AuditEvent.objects.filter(event=Event.ADDRESS_SEEN).exists()
    assert "4 Invented Row" in text(client.get(page("change_address", jade.reference)))
    assert AuditEvent.objects.filter(event=Event.ADDRESS_SEEN).count() == 1
    typed = {"address": "5 Invented Row", "version": "1"}
    assert client.post(page("change_address", jade.reference), typed).status_code == 302
    assert client.post(page("change_address", jade.reference), typed).status_code == 302  # the same
    typed["address"] = "6 Invented Row"
    assert client.post(page("change_address", jade.reference), typed).status_code == 409
    jade.refresh_from_db()
    assert (jade.address, jade.given_name) == ("5 Invented Row", "Jade")


def test_child_page_is_small_and_needs_no_script(client, priya, jade):
    client.force_login(priya)
    response = client.get(page("child", jade.reference))
    assert len(response.content) < 100_000
    assert "Lead practitioner" in text(response)
    strands = reverse("intelligence:child_strands", args=[jade.reference])
    assert f'<a class="govuk-link" href="{strands}">' in text(response)


def test_change_page_of_the_second_person_keeps_both_texts(client, nia, mel, jade):
    typed = {
        "given_name": "Jade", "family_name": "Example", "born_on": "4 5 2012",
        "school": "Vale School", "council": "northmoor", "version": "1",
    }  # fmt: skip
    actions.change_child(
        by=mel, reference=jade.reference, version=1, changes={"school": "Hill School"}
    )
    client.force_login(nia)
    response = client.post(page("change", jade.reference), typed)
    assert response.status_code == 409
    said = text(response)
    assert "Vale School" in said
    assert "Hill School" in said
    jade.refresh_from_db()
    assert jade.school == "Hill School"
    again = typed | {"version": re.search(r'name="version" value="(\d+)"', said)[1]}
    assert client.post(page("change", jade.reference), again).status_code == 302
    jade.refresh_from_db()
    assert jade.school == "Vale School"


def test_add_page_looks_first_and_adds_once(client, nia, jade):
    client.force_login(nia)
    typed = {
        "given_name": "Jayde", "family_name": "Example", "council": "northmoor",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    asked = client.post(page("add"), typed)
    assert "Is it one of these children?" in text(asked)
    assert jade.reference in text(asked)
    assert Child.objects.count() == 1
    decided = typed | {"not_these": jade.reference}
    answers = [client.post(page("add"), decided) for _ in range(2)]
    assert Child.objects.count() == 2
    assert answers[0]["Location"] == answers[1]["Location"]


def test_add_page_says_what_is_wrong_and_keeps_what_was_typed(client, nia, northmoor):
    client.force_login(nia)
    typed = {"description": "Green coat", "born_on": "March 2012", "key": str(uuid.uuid4())}
    said = text(client.post(page("add"), typed | {"council": "northmoor"}))
    assert "There is a problem" in said
    assert "Green coat" in said
    assert Child.objects.count() == 0


def test_lead_practitioner_is_chosen_where_there_is_none_and_changed_where_there_is(
    client, nia, jade
):
    client.force_login(nia)
    where = page("lead_practitioner", jade.reference)
    assert "The person who leads now stops today." in client.get(where).content.decode()
    jade.involvements.update(until_on=clock.today())
    for shown in (where, page("involvements", jade.reference)):
        said = client.get(shown).content.decode()
        assert "Choose the lead practitioner" in said
        assert "stops today" not in said


def test_worker_as_lead_is_refused_beside_the_question(client, nia, wren, jade, involve):
    client.force_login(nia)
    wren.roles = [*wren.roles, "lead_practitioner"]
    wren.save()
    involve(jade, wren.agency, person=wren, kind="intervention_worker")
    said = {"person": wren.pk, "why": "Knows her well"}
    answer = client.post(page("lead_practitioner", jade.reference), said).content.decode()
    assert "This person is the child’s intervention worker" in answer
    assert ">Knows her well</textarea>" in answer
    lead = jade.involvements.get(kind="lead_practitioner").person
    address = f"{page('involve', jade.reference)}?agency={lead.agency.code}"
    said = {"kind": "intervention_worker", "who": f"person-{lead.pk}", "why": "Knows her well"}
    answer = client.post(address, said).content.decode()
    assert "This person is the child’s lead practitioner" in answer


def test_involve_leads_back_to_the_page_it_was_opened_from_and_to_no_other_site(
    client, nia, wren, jade, northmoor_services
):
    client.force_login(nia)
    address, listed = page("involve", jade.reference), page("involvements", jade.reference)
    typed = {"who": f"person-{wren.pk}", "kind": "intervention_worker", "why": "Walks and talks"}
    for said, leads_to in (("/who-can-go/", "/who-can-go/"), ("https://example.test/", listed)):
        where = f"{address}?agency={northmoor_services.code}&next={said}"
        shown = client.get(where).content.decode()
        assert (f'href="{said}" class="govuk-back-link"' in shown) == (said == leads_to)
        assert client.post(where, typed)["Location"] == leads_to
        jade.involvements.filter(person=wren).delete()


def test_involve_pages_lead_to_an_involvement(client, nia, wren, jade, northmoor_services):
    client.force_login(nia)
    address = page("involve", jade.reference)
    assert northmoor_services.name in text(client.get(address))
    chosen = f"{address}?agency={northmoor_services.code}"
    assert "Wren" in text(client.get(chosen))
    typed = {"who": f"person-{wren.pk}", "kind": "intervention_worker", "why": "Walks and talks"}
    assert client.post(chosen, typed).status_code == 302
    assert jade.involvements.filter(person=wren, until_on=None).exists()
    mine = jade.involvements.get(person=wren)
    client.post(page("end_involvement", jade.reference), {"involvement": mine.pk})
    assert not jade.involvements.filter(person=wren, until_on=None).exists()


def test_restrict_and_lift_pages(client, nia, priya, sam, jade):
    client.force_login(nia)
    typed = {"reason": "A relative works for an agency", "keep": [priya.pk]}
    assert client.post(page("restrict", jade.reference), typed).status_code == 302
    jade.refresh_from_db()
    assert jade.is_restricted
    assert "Restricted" in text(client.get(page("child", jade.reference)))
    client.force_login(sam)
    assert client.get(page("child", jade.reference)).status_code == 404
    client.force_login(nia)
    assert client.post(page("lift", jade.reference)).status_code == 302
    jade.refresh_from_db()
    assert not jade.is_restricted


def test_emergency_pages_open_the_record_to_read(client, olu, jade, hours):
    client.force_login(olu)
    typed = {"reference": jade.reference.lower(), "reason": REASON}
    asked = client.post(page("emergency"), typed, follow=True)
    assert "Your request has been recorded" in text(asked)
    said = text(client.get(page("child", jade.reference)))
    assert "Open to you in an emergency" in said
    assert "read it, not change it" in text(client.get(page("details", jade.reference)))


# --- the paired world: the same request with and without a child whom the person may not know of --


@pytest.fixture
def hidden_from(request, new_child, northmoor, southmere, mel, involve, southmere_services):
    """Make a child unknown to this person, named as a child they know: hidden_from("nia")."""

    def hide(who):
        restricted = {"is_restricted": True, "restricted_because": "x"} if who != "olu" else {}
        council = northmoor if who != "hugo" else southmere
        child = new_child(
            "Jade", "Example", council, mel, reference=HIDDEN, school="Hill School",
            born_on=clock.today().replace(year=2012), **restricted,
        )  # fmt: skip
        involve(child, southmere_services, person=mel)
        return child

    return hide


def requests_of(client):
    """Everything somebody could try in order to find out."""
    key = "00000000-0000-0000-0000-000000000001"
    same = {"given_name": "Jade", "family_name": "Exampel", "council": "northmoor", "key": key}
    born = same | {"born_on": "1 1 2012", "given_name": "Jody"}
    emergency = {"reference": HIDDEN, "reason": REASON}
    yield "list", client.get(page("list"))
    for words in ("?text=Jade+Example", f"?text={HIDDEN}", "?kind=other", "?council=northmoor"):
        yield words, client.get(page("list") + words)
    yield "mine", client.get(page("mine"))
    yield "add same", client.post(page("add"), same)
    yield "add born", client.post(page("add"), born)
    for name in RECORD_PAGES:
        yield name, client.get(page(name, HIDDEN))
        yield f"{name} post", client.post(page(name, HIDDEN), {"version": "1", "reason": REASON})
    yield "emergency", client.get(page("emergency"))
    yield "emergency post", client.post(page("emergency"), emergency, follow=True)


@pytest.mark.parametrize("who", ["nia", "olu", "hugo", "wren", "pat"])
def test_paired_world_is_the_same_to_the_byte(
    request, client, jade, hidden_from, who, hours, django_capture_on_commit_callbacks
):
    user = request.getfixturevalue(who)
    now = clock.now()
    client.force_login(user)
    with clock.at(now):
        sheet_without = _cells(client.get(page("spreadsheet")))
        without = [(name, r.status_code, text(r)) for name, r in requests_of(client)]
    # Their own acts of the first round are undone, so that both rounds start the same.
    Child.objects.exclude(pk=jade.pk).delete()
    hidden_from(who)
    with clock.at(now):
        sheet_beside = _cells(client.get(page("spreadsheet")))
        beside = [(name, r.status_code, text(r)) for name, r in requests_of(client)]
    for one, other in zip(without, beside, strict=True):
        assert one == other, one[0]
    assert sheet_without == sheet_beside


def _cells(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_pages_of_what_is_hidden_and_what_is_not_there_are_one_page(client, olu, jade):
    client.force_login(olu)
    for name in READ_PAGES:
        there = client.get(page(name, jade.reference))
        missing = client.get(page(name, new_reference("CH")))
        assert there.status_code == missing.status_code == 404
        assert text(there) == text(missing)


# --- lists ---------------------------------------------------------------------------------------


def test_spreadsheet_holds_the_reach_and_runs_nothing(client, nia, jade, new_child, northmoor):
    new_child("=1+1", "Aardvark", northmoor, nia)
    client.force_login(nia)
    response = client.get(page("spreadsheet"))
    sheet = load_workbook(BytesIO(response.content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Aardvark", "Example"]
    assert sheet.cell(2, 3).data_type == "s"
    assert AuditEvent.objects.get(event=Event.EXPORTED).details == {"found": 2}


def test_list_pages_by_key_and_meets_everybody_once(client, nia, new_child, northmoor):
    for number in range(60):
        new_child("Ava", f"Sample{number:02}", northmoor, nia)
    client.force_login(nia)
    met, address = [], page("list")
    while address:
        said = client.get(address).content.decode()
        met += re.findall(r"Ava Sample\d\d", said)
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', said)
        address = page("list") + following[1].replace("&amp;", "&") if following else None
    assert len(met) == 60
    assert sorted(met) == sorted(set(met))


@pytest.mark.parametrize("name", ["list", "mine", "spreadsheet"])
def test_list_pages_ask_the_same_number_of_times_for_3_and_30(
    client, nia, new_child, northmoor, northmoor_services, involve, name, rf
):
    client.force_login(nia)
    counted = []
    for wanted in (3, 25):
        for number in range(Child.objects.count(), wanted):
            child = new_child("Ava", f"Sample{number}", northmoor, nia)
            involve(child, northmoor_services, person=nia, kind="lead_practitioner")
        counted.append(_statements(client, page(name)))
    assert counted[0] == counted[1]


def test_child_page_asks_the_same_number_of_times_for_3_and_30(
    client, nia, jade, involve, northmoor_services
):
    client.force_login(nia)
    counted = []
    for wanted in (3, 30):
        for _ in range(jade.involvements.count(), wanted):
            involve(jade, northmoor_services)
        counted.append(
            [_statements(client, page(name, jade.reference)) for name in ("child", "involvements")]
        )
    assert counted[0] == counted[1]


def _statements(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.django_db
@given(typed=st.text(max_size=200), kind=st.text(max_size=20), after=st.text(max_size=50))
def test_list_answers_anything_at_all(typed, kind, after):
    from django.test import Client

    from tests.children.someone import hub_worker

    client = Client()
    client.force_login(hub_worker())
    asked = {"text": typed, "kind": kind, "after": after, "council": kind, "is_mine": kind}
    assert client.get(page("list"), asked).status_code == 200
    assert client.get(page("list"), asked | {"text": ""}).status_code == 200


@pytest.mark.django_db
@given(
    typed=st.fixed_dictionaries(
        {
            name: st.text(max_size=120)
            for name in ("given_name", "family_name", "also_known_as", "born_on", "description")
        }
    )
)
def test_add_page_answers_anything_at_all(typed):
    from django.test import Client

    from tests.children.someone import hub_worker

    client = Client()
    client.force_login(hub_worker())
    typed = typed | {"council": "somewhere", "key": str(uuid.uuid4())}
    assert client.post(page("add"), typed).status_code in {200, 302}


def test_pages_that_say_what_is_new_say_of_what_and_lead_to_the_rest(client, priya, jade):
    """Strands are another chapter: "nothing is new" here must not be read as nothing at all."""
    client.force_login(priya)
    with clock.at(clock.now() - timedelta(days=1)):
        actions.read_child(by=priya, reference=jade.reference)
    known = f'href="{reverse("intelligence:child_strands", args=[jade.reference])}"'
    mine = client.get(page("mine")).content.decode()
    assert "Nothing since" in mine
    assert "New in details and who is involved" in mine
    assert known in mine
    overview = client.get(page("child", jade.reference)).content.decode()
    assert "Nothing in the details or in who is involved has changed since" in overview
    assert f'Information that is new to you is marked in <a class="govuk-link" {known}' in overview


def test_list_that_finds_nobody_leads_back_to_all(client, nia, jade):
    client.force_login(nia)
    all_of_them = f'<a class="govuk-link" href="{page("list")}">Show all</a>'
    assert all_of_them in client.get(page("list"), {"text": "Nobody"}).content.decode()
    assert all_of_them not in client.get(page("list")).content.decode()
