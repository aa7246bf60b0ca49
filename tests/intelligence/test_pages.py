"""The pages: three strands of one submission, what a reader sees, and what stays typed."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.foundation.paging import page_of
from cairn.intelligence.forms import UNKNOWN
from cairn.intelligence.models import Strand
from cairn.intelligence.views import picking
from cairn.networks import actions as networks
from tests.intelligence.conftest import SAID

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(client, pat):
    client.force_login(pat, backend=BACKEND)
    return client


def typed(key, **more):
    return {
        **SAID, "learned_on": "20 11 2026", "council": "northmoor", "key": key,
        "link_child_2": "", "link_adult_1": "new", "link_place_1": "new", "link_phone_1": "new",
        **more,
    }  # fmt: skip


def test_make_page_makes_strands_one_after_the_other(desk, sent, jade, strands):
    page = reverse("intelligence:make", args=[sent.reference])
    shown = desk.get(page)
    assert b"Jade got a phone from Shaz" in shown.content
    answer = desk.post(
        page,
        typed(
            shown.context["form"]["key"].value() if shown.context else _key(shown),
            link_child_1=jade.reference,
            another="1",
        ),
    )
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == page
    again = desk.get(page)
    assert b"Made of it so far" in again.content
    strand = Strand.objects.get()
    assert desk.post(page, typed(_key(again), link_adult_1=strand.adults.get().reference,
                                 link_place_1="", link_phone_1="")).status_code == 302  # fmt: skip
    assert Strand.objects.count() == 2


def _key(response):
    content = response.content.decode()
    return content.split('name="key" value="')[1].split('"')[0]


def test_make_page_keeps_what_was_typed_beside_the_error(desk, sent, strands):
    page = reverse("intelligence:make", args=[sent.reference])
    answer = desk.post(page, typed(_key(desk.get(page)), text="Jade Example got a phone."))
    content = answer.content.decode()
    assert "Take out “Jade Example”" in content
    assert "Jade Example got a phone." in content
    assert not Strand.objects.exists()


def test_change_page_shows_both_texts_to_whoever_comes_second(desk, make, jade):
    strand = make(children=[jade])
    page = reverse("intelligence:change", args=[strand.reference])
    mine = {**typed(strand.key), "linked": [jade.reference], "version": "1"}
    assert desk.post(page, {**mine, "text": "This child has a phone."}).status_code == 302
    answer = desk.post(page, {**mine, "text": "This child was seen with a phone."})
    assert answer.status_code == 409
    assert "This child has a phone." in answer.content.decode()
    assert "This child was seen with a phone." in answer.content.decode()


def test_reader_sees_the_text_and_never_the_claim_or_the_source(client, priya, make, jade):
    strand = make(children=[jade])
    client.force_login(priya, backend=BACKEND)
    for page in ("intelligence:child_strands", "intelligence:strand"):
        reference = jade.reference if "child" in page else strand.reference
        content = client.get(reverse(page, args=[reference])).content.decode()
        assert SAID["text"] in content
        assert SAID["claim"] not in content
        assert "A test" not in content


def test_child_strands_says_what_is_new_since_the_last_look(client, priya, make, jade):
    from datetime import timedelta

    from cairn.foundation import clock

    make(children=[jade])
    client.force_login(priya, backend=BACKEND)
    page = reverse("intelligence:child_strands", args=[jade.reference])
    assert b"New since you last looked" not in client.get(page).content
    with clock.shifted(timedelta(hours=2)):
        make(children=[jade], text="This child was seen again.")
    with clock.shifted(timedelta(hours=3)):
        assert client.get(page).content.count(b"New since you last looked") == 1


def test_source_is_shown_on_purpose_and_leaves_a_trace(desk, make, jade):
    strand = make(children=[jade])
    opened = desk.get(reverse("intelligence:source", args=[strand.reference]))
    assert opened["Location"] == reverse("intelligence:strand", args=[strand.reference])
    assert not AuditEvent.objects.filter(event="intelligence.source_seen").exists()
    assert b"A test" in desk.post(reverse("intelligence:source", args=[strand.reference])).content
    assert AuditEvent.objects.filter(event="intelligence.source_seen").count() == 1


@pytest.mark.parametrize("number", [2, 12])
def test_child_strands_takes_the_same_number_of_statements(
    client, priya, make, jade, number, django_assert_max_num_queries
):
    for _ in range(number):
        make(children=[jade])
    client.force_login(priya, backend=BACKEND)
    page = reverse("intelligence:child_strands", args=[jade.reference])
    client.get(page)
    with django_assert_max_num_queries(24):
        client.get(page)


@pytest.fixture
def named(pat, northmoor):
    """An adult, a place and a phone, and the words that lead to each."""
    return {
        "adult": networks.add_adult(by=pat, council=northmoor, name="Shaz Inventedman"),
        "place": networks.add_place(by=pat, council=northmoor, name="The steps", kind="other"),
        "thing": networks.add_thing(by=pat, council=northmoor, kind="phone", value="07700 900123"),
    }


@pytest.mark.parametrize("kind", ["adult", "place", "thing"])
def test_record_strands_are_those_that_name_it_whatever_their_words(desk, make, named, kind):
    row = named[kind]
    make(text="This child was driven away.", **{f"{kind}s": [row.reference]})
    make(text="Shaz Inventedman at The steps with 07700 900123.")
    page = reverse(f"intelligence:{kind}_strands", args=[row.reference])
    said = desk.get(page).content.decode()
    assert "This child was driven away." in said
    assert "Inventedman at The steps" not in said
    trace = AuditEvent.objects.get(event="intelligence.record_strands_read")
    assert trace.record_id == row.reference
    assert len(trace.details["strands"]) == 1
    assert "Show all" in desk.get(page, {"words": "elephant"}).content.decode()
    sheet = desk.get(reverse(f"intelligence:{kind}_strands_spreadsheet", args=[row.reference]))
    assert [text for _, text, *_ in _rows(sheet)] == ["This child was driven away."]


def test_record_strands_need_reach_of_the_record_and_of_the_strand(
    client, desk, mel, priya, make, named, jade
):
    adult = named["adult"].reference
    make(text="Mel may not read this.", adults=[adult], handling="C", conditions="The desk only.")
    make(children=[jade], text="This child met an adult.", adults=[adult])
    page = reverse("intelligence:adult_strands", args=[adult])
    client.force_login(mel, backend=BACKEND)
    said = client.get(page).content.decode()
    assert "This child met an adult." in said
    assert "Mel may not read" not in said
    client.force_login(priya, backend=BACKEND)  # reads the strand, and no record of adults
    assert client.get(page).status_code == 404


def test_list_that_finds_nothing_says_so_and_leads_back(desk, make, jade):
    page = reverse("intelligence:list")
    assert "Nothing needs doing" in desk.get(page).content.decode()
    make(children=[jade])
    said = desk.get(page, {"words": "elephant"}).content.decode()
    assert "No strand that you may read has these words." in said
    assert f'<a class="govuk-link" href="{page}">Show all</a>' in said
    assert "Nothing needs doing" not in said
    assert "spreadsheet" not in said
    said = desk.get(page, {"words": "elephant", "kind": "cce"}).content.decode()
    assert "has these words and is of this kind." in said


def test_list_takes_away_what_it_shows(desk, make, jade):
    make(children=[jade], text="This child was seen on a boat.")
    make(children=[jade])
    page = reverse("intelligence:list")
    said = desk.get(page, {"words": "boat"}).content.decode()
    sheet = re.search(r'href="([^"]*)">Take away', said)[1]
    assert [text for _, text, *_ in _rows(desk.get(unescape(sheet)))] == [
        "This child was seen on a boat."
    ]


def test_list_by_when_it_happened_goes_on_and_meets_every_strand_once(desk, make, monkeypatch):
    monkeypatch.setattr(page_of, "__kwdefaults__", {**page_of.__kwdefaults__, "size": 2})
    days = {
        "first": {"happened_from": date(2026, 11, 1)},
        "second": {"happened_from": date(2026, 10, 1), "happened_to": date(2026, 11, 19)},
        "third": {"learned_on": date(2026, 11, 20)},  # nobody knows when it happened
        "fourth": {"happened_from": date(2026, 11, 1)},
        "fifth": {"happened_from": date(2025, 1, 1)},
    }
    for words, on in days.items():
        make(text=f"It was the {words} one.", **on)
    page, met = reverse("intelligence:list") + "?order=happened", []
    while page:
        said = desk.get(page).content.decode()
        met += re.findall(r"It was the (\w+) one", said)
        older = re.search(r'rel="next" href="([^"]*)"', said)
        page = older and unescape(older[1])
        assert page is None or "order=happened" in page
    assert met == ["third", "second", "fourth", "first", "fifth"]


def _rows(answer):
    return list(
        load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)
    )


# --- picking what a strand names -----------------------------------------------------------------


def test_search_offers_records_keeps_what_was_typed_and_saves_nothing(
    desk, sent, jade, named, strands
):
    page = reverse("intelligence:make", args=[sent.reference])
    key = _key(desk.get(page))
    answer = desk.post(page, typed(key, find="shaz", text="Half a sen", link_adult_1="", look="1"))
    said = unescape(answer.content.decode())
    assert "Not saved yet" not in said
    assert "Half a sen" in said
    assert f'value="{named["adult"].reference}"' in said
    assert picking.FOUND in said
    assert "There is a problem" not in said  # nothing is judged while somebody is looking
    assert 'name="find" type="text"' in said
    assert 'value="shaz"' not in said
    assert key in said
    assert not Strand.objects.exists()


def test_records_that_are_ticked_are_named(desk, sent, jade, named, strands):
    page = reverse("intelligence:make", args=[sent.reference])
    linked = [jade.reference, *(row.reference for row in named.values())]
    answer = desk.post(
        page,
        typed(_key(desk.get(page)), linked=linked, link_adult_1="", link_place_1="",
              link_phone_1=""),
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    strand = Strand.objects.get()
    for kind in ("children", "adults", "places", "things"):
        assert getattr(strand, kind).count() == 1


def test_words_left_in_the_search_box_are_looked_for_before_anything_is_saved(
    desk, make, jade, robin
):
    """A child whom somebody meant to link is not lost because they pressed the other button."""
    strand = make(children=[jade])
    page = reverse("intelligence:change", args=[strand.reference])
    mine = {**typed(strand.key), "linked": [jade.reference], "version": "1"}
    said = desk.post(page, {**mine, "find": "Robin Madeup"}).content.decode()
    assert "Not saved yet" in said.split("<form")[-2]
    assert f'value="{robin.reference}"' in said
    assert 'name="version" value="1"' in said
    assert strand.versions.count() == 1
    both = [jade.reference, robin.reference]
    assert desk.post(page, {**mine, "linked": both}).status_code == 302
    assert set(strand.children.all()) == {jade, robin}


def test_search_that_finds_nothing_says_so_and_keeps_the_words(desk, make, jade):
    page = reverse("intelligence:change", args=[make(children=[jade]).reference])
    said = unescape(desk.post(page, {"find": "Zyxwv<b>"}).content.decode())
    assert picking.NOTHING_FOUND.format("Zyxwv<b>") in said
    assert 'value="Zyxwv' in said
    said = unescape(desk.post(page, {"look": "1"}).content.decode())
    assert picking.NOTHING_TYPED in said


def test_search_does_not_offer_or_take_what_is_out_of_reach(desk, make, jade, sealed):
    strand = make(children=[jade])
    page = reverse("intelligence:change", args=[strand.reference])
    said = desk.post(page, {"find": "Kit Hidden", "linked": [sealed.reference]}).content.decode()
    assert sealed.reference not in said
    mine = {**typed(strand.key), "version": "1"}
    for reference in (sealed.reference, "CH-0000-0000", "nothing"):
        said = desk.post(page, {**mine, "linked": [jade.reference, reference]}).content.decode()
        assert UNKNOWN in said
    assert set(strand.children.all()) == {jade}


def test_ticked_records_that_are_shown_leave_a_trace(desk, make, jade, robin):
    """A reference that somebody guessed shows a name: that is a reading."""
    strand = make(children=[jade])
    page = reverse("intelligence:change", args=[strand.reference])
    desk.post(page, {"linked": [jade.reference, robin.reference, "CH-0000-0000"]})
    [trace] = AuditEvent.objects.filter(event="intelligence.records_matched")
    assert trace.details == {"records": [robin.reference]}


def test_error_of_a_record_that_is_gone_has_a_place_on_the_page(desk, strands):
    page = reverse("intelligence:make_other")
    said = desk.post(page, {"linked": ["CH-0000-0000"]}).content.decode()
    assert 'href="#id_linked"' in said
    assert 'id="id_linked"' in said


def test_record_that_is_unticked_is_named_no_longer(desk, make, jade, robin):
    strand = make(children=[jade, robin])
    page = reverse("intelligence:change", args=[strand.reference])
    desk.post(page, {**typed(strand.key), "linked": [robin.reference], "version": "1"})
    assert set(strand.children.all()) == {robin}


def test_change_page_shows_what_the_other_one_names(desk, make, jade, robin):
    strand = make(children=[jade])
    page = reverse("intelligence:change", args=[strand.reference])
    mine = {**typed(strand.key), "linked": [jade.reference], "version": "1"}
    desk.post(page, {**mine, "linked": [jade.reference, robin.reference]})
    said = desk.post(page, mine).content.decode()
    theirs = said.split("Somebody changed it after")[1].split("<form")[0]
    assert "Robin Madeup" in theirs


def test_own_strands_page_does_not_say_whom_it_is_about_again(desk, make, jade, robin):
    make(children=[jade, robin])
    page = reverse("intelligence:child_strands", args=[jade.reference])
    said = desk.get(page).content.decode().split("Also names")[1].split("</p>")[0]
    assert "Robin Madeup" in said
    assert "Jade" not in said


def test_area_is_chosen_and_never_guessed(desk, strands):
    page = reverse("intelligence:make_other")
    shown = desk.get(page)
    assert '<option value="" selected>Choose an area' in shown.content.decode()
    answer = desk.post(page, typed(_key(shown), council="", source_note="A call"))
    assert "Choose the area it is about." in answer.content.decode()
    assert not Strand.objects.exists()
