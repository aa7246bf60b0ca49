"""The pages of adults, places and things: who may see which, and nothing hidden shows through."""

import re
import uuid
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.networks import actions, rules
from cairn.networks.choices import Event
from cairn.networks.models import Adult, Place, Thing
from tests.children.someone import hub_worker

ROWS = {"adult": "shaz", "place": "takeaway", "thing": "van"}


def page(name, *arguments):
    return reverse(f"networks:{name}", args=arguments)


def text(response):
    said = response.content.decode()
    return re.sub(r'(nonce="[^"]*"|name="key" value="[^"]*"|name="csrf[^>]*>)', "", said)


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize(
    ("who", "lists", "reads", "records"),
    [
        ("pat", 200, 200, 200), ("mel", 200, 200, 403), ("noor", 200, 404, 404),
        ("priya", 200, 404, 403), ("olu", 200, 404, 403), ("audrey", 403, 403, 403),
        ("tess", 403, 403, 403), ("dee", 403, 403, 403),
    ],
)  # fmt: skip
def test_pages_open_to_whom(request, client, kind, who, lists, reads, records):
    row = request.getfixturevalue(ROWS[kind])
    client.force_login(request.getfixturevalue(who))
    for name in (f"{kind}s", f"{kind}s_spreadsheet"):
        assert client.get(page(name)).status_code == lists
    assert client.get(page(kind, row.reference)).status_code == reads
    assert client.get(page(f"change_{kind}", row.reference)).status_code == records
    adds = 200 if who in ("pat", "noor") else 403
    assert client.get(page(f"add_{kind}")).status_code == adds


def test_signed_out_is_sent_to_sign_in(client, shaz):
    for name in ("list", "places", "things", "add_adult"):
        assert client.get(page(name)).status_code == 302
    assert client.get(page("adult", shaz.reference)).status_code == 302


@pytest.mark.parametrize("kind", ROWS)
def test_pages_say_that_to_be_named_is_not_to_be_guilty(request, client, pat, kind):
    row = request.getfixturevalue(ROWS[kind])
    client.force_login(pat)
    for address in (page(f"{kind}s"), page(kind, row.reference)):
        said = text(client.get(address))
        assert rules.NOT_GUILTY in said
        assert row.title in said


@pytest.mark.parametrize("kind", ROWS)
def test_record_leads_to_the_strands_that_name_it(request, client, pat, kind):
    row = request.getfixturevalue(ROWS[kind])
    client.force_login(pat)
    address = re.search(r'href="(/strands/[^"]+)"', text(client.get(page(kind, row.reference))))[1]
    assert address == reverse(f"intelligence:{kind}_strands", args=[row.reference])
    assert f"Strands that name {row.title}" in text(client.get(address))


def test_list_says_why_a_lead_practitioner_finds_nobody(client, priya, shaz):
    client.force_login(priya)
    said = text(client.get(page("list")))
    assert "Shaz" not in said
    assert "Your work is with single children" in said


def test_search_is_narrowed_by_area(client, pat, shaz, takeaway, van, southmere):
    client.force_login(pat)
    for kind, words in (("adults", "Shaz"), ("places", "Kebab"), ("things", "QB12 3XX")):
        found = [
            text(client.get(page(kind), {"text": words, "council": area}))
            for area in ("northmoor", "southmere")
        ]
        assert "closest first" in found[0], kind
        assert "Show the whole list" in found[1], kind


def test_add_thing_page_lists_problems_in_the_order_of_its_questions(client, pat, southmere):
    client.force_login(pat)
    said = text(client.post(page("add_thing"), {"notes": "Said at the school gate"}))
    assert said.count("govuk-error-summary__list") == 1
    asked = ("Select what it is", "Enter the phone number", "Select the area")
    places = [said.index(words) for words in asked]
    assert places == sorted(places)


def test_add_adult_page_looks_first_and_adds_once(client, pat, shaz):
    client.force_login(pat)
    typed = {"name": "Shaz Inventdman", "council": "northmoor", "key": str(uuid.uuid4())}
    assert shaz.reference in text(client.post(page("add_adult"), typed))
    assert Adult.objects.count() == 1
    decided = typed | {"not_these": shaz.reference}
    answers = [client.post(page("add_adult"), decided) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Adult.objects.count() == 2


def test_add_thing_page_goes_to_the_one_that_is_there(client, pat, phone):
    client.force_login(pat)
    typed = {"kind": "phone", "value": "+44 7700 900123", "council": "northmoor"}
    answer = client.post(page("add_thing"), typed, follow=True)
    assert answer.redirect_chain == [(page("thing", phone.reference), 302)]
    assert "There is a record of this already" in text(answer)


def test_add_thing_page_shows_a_plate_seen_in_part(client, pat, van):
    client.force_login(pat)
    typed = {"kind": "vehicle", "value": "QB1? 3", "council": "northmoor"}
    assert van.reference in text(client.post(page("add_thing"), typed))
    answer = client.post(page("add_thing"), typed | {"not_these": van.reference})
    assert answer.status_code == 302
    assert Thing.objects.count() == 2


def test_add_thing_page_says_what_is_wrong_and_keeps_what_was_typed(client, pat):
    client.force_login(pat)
    typed = {"kind": "phone", "value": "0770", "council": "northmoor"}
    said = text(client.post(page("add_thing"), typed))
    assert "Enter a whole phone number" in said
    assert 'value="0770"' in said


def test_change_page_of_the_second_person_keeps_both_texts(client, pat, shaz):
    actions.change_adult(
        by=pat, reference=shaz.reference, version=1, changes={"description": "Tall"}
    )
    client.force_login(pat)
    typed = {"name": shaz.name, "description": "Short", "version": "1"}
    response = client.post(page("change_adult", shaz.reference), typed)
    assert response.status_code == 409
    assert "Tall" in text(response)
    assert "Short" in text(response)
    shaz.refresh_from_db()
    assert shaz.description == "Tall"


def test_paired_world_is_the_same_to_the_byte(client, noor, pat, northmoor, southmere):
    """Noor works in Southmere: with and without records in Northmoor she sees the same."""
    actions.add_adult(by=pat, council=southmere, name="Dean Notreal")
    client.force_login(noor)
    now = clock.now()
    with clock.at(now):
        sheet_without = _cells(client.get(page("adults_spreadsheet")))
        without = [(name, r.status_code, text(r)) for name, r in requests_of(client)]
    # What her own tries made is undone, so that both rounds start the same.
    Adult.objects.exclude(name="Dean Notreal").delete()
    Place.objects.all().delete()
    Thing.objects.all().delete()
    Adult.objects.create(
        reference="AD-7K3M-9Q2R", council=northmoor, name="Shaz Inventedman", added_at=now,
        added_by=pat, search_text="shaz inventedman",
    )  # fmt: skip
    actions.add_thing(by=pat, council=northmoor, kind="phone", value="07700 900123")
    actions.add_place(by=pat, council=northmoor, kind="shop", name="Impossible Shop")
    with clock.at(now):
        sheet_beside = _cells(client.get(page("adults_spreadsheet")))
        beside = [(name, r.status_code, text(r)) for name, r in requests_of(client)]
    for one, other in zip(without, beside, strict=True):
        assert one == other, one[0]
    assert sheet_without == sheet_beside


def requests_of(client):
    """Everything somebody could try in order to find out."""
    for name in ("list", "places", "things"):
        yield name, client.get(page(name))
        yield f"{name} search", client.get(page(name), {"text": "Shaz Inventedman 07700 900123"})
    key = "00000000-0000-0000-0000-000000000002"
    adult = {"name": "Shaz Inventdman", "council": "southmere", "key": key}
    yield "add adult", client.post(page("add_adult"), adult)
    place = {"name": "Imposible Shop", "kind": "shop", "council": "southmere"}
    yield "add place", client.post(page("add_place"), place)
    thing = {"kind": "phone", "value": "07700 900123", "council": "southmere"}
    said = client.post(page("add_thing"), thing, follow=True)
    yield "add thing", _Without(said, r"TH-[0-9A-Z]{4}-[0-9A-Z]{4}")
    for name in ("adult", "change_adult"):
        yield name, client.get(page(name, "AD-7K3M-9Q2R"))


class _Without:
    """A response with what is random by nature left out."""

    def __init__(self, response, pattern):
        self.status_code = response.status_code
        self.content = re.sub(pattern, "", response.content.decode()).encode()


def _cells(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("kind", ROWS)
def test_list_asks_the_same_number_of_times_for_3_and_25(client, pat, northmoor, kind):
    client.force_login(pat)
    counted = []
    for wanted in (3, 25):
        for number in range(wanted):
            _make(kind, pat, northmoor, number)
        with CaptureQueriesContext(connection) as captured:
            client.get(page(f"{kind}s"))
        counted.append(len(captured))
    assert counted[0] == counted[1]


def _make(kind, pat, northmoor, number):
    if kind == "thing":
        value = f"077009001{number:02}"
        actions.add_thing(by=pat, council=northmoor, kind="phone", value=value)
        return
    add = actions.add_adult if kind == "adult" else actions.add_place
    more = {"kind": "shop"} if kind == "place" else {}
    name = f"{uuid.uuid4().hex}"
    add(by=pat, council=northmoor, name=name, **more)


def test_spreadsheet_runs_nothing(client, pat, northmoor):
    actions.add_adult(by=pat, council=northmoor, name="=cmd|' /C calc'!A0")
    client.force_login(pat)
    sheet = load_workbook(BytesIO(client.get(page("adults_spreadsheet")).content)).active
    assert sheet.cell(2, 2).data_type == "s"
    assert AuditEvent.objects.get(event=Event.EXPORTED).details["found"] == 1


@pytest.mark.django_db
@given(
    typed=st.text(max_size=200), council=st.text(max_size=20), kind=st.sampled_from(sorted(ROWS))
)
def test_list_answers_anything_at_all(typed, council, kind):
    client = Client()
    client.force_login(hub_worker())
    asked = {"text": typed, "council": council, "after": typed}
    assert client.get(page(f"{kind}s"), asked).status_code == 200


@pytest.mark.django_db
@given(
    typed=st.fixed_dictionaries(
        {n: st.text(max_size=150) for n in ("name", "also_known_as", "born_on", "value", "notes")}
    ),
    kind=st.sampled_from(("phone", "vehicle", "online", "shop", "x")),
    of=st.sampled_from(sorted(ROWS)),
)
def test_add_pages_answer_anything_at_all(typed, kind, of):
    client = Client()
    client.force_login(_desk())
    typed = typed | {"council": "somewhere", "kind": kind, "key": str(uuid.uuid4())}
    assert client.post(page(f"add_{of}"), typed).status_code in {200, 302}


def _desk():
    from cairn.accounts.roles import Role

    user = hub_worker()
    user.roles = [Role.POLICE_CE]
    user.save()
    return user
