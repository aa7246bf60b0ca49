"""What the desk sends to the Safeguarding Hub is a contact about each child that its strands name."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.intelligence.models import Source, Strand
from cairn.pathways import queries
from cairn.pathways.models import Contact
from cairn.submissions.choices import Rank
from cairn.submissions.models import Submission
from cairn.triage import actions as triage

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HELD_BACK = (
    "The police unit passed on information; its handling conditions forbid repeating it here."
    " Ask the unit."
)


@pytest.fixture
def robin(northmoor, sam):
    return Child.objects.create(
        given_name="Robin", family_name="Madeup", search_name="robin madeup", council=northmoor,
        added_at=clock.now(), added_by=sam,
    )  # fmt: skip


@pytest.fixture
def sent(northmoor):
    key = uuid.uuid4()
    return Submission.objects.create(
        key=key, code_digest=key.bytes, content={}, shape=1, council=northmoor, rank=Rank.OTHER,
        sent_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def strand(pat, sent, northmoor):
    def make(text, *children, handling="P", **more):
        row = Strand.objects.create(
            claim="-", text=text, learned_on=date(2026, 1, 5), source_grade="2",
            information_grade="C", handling=handling, council=northmoor, made_at=clock.now(),
            conditions="Only for the unit" if handling == "C" else "", made_by=pat,
            changed_at=clock.now(), **more,
        )  # fmt: skip
        row.children.set(children)
        Source.objects.create(strand=row, kind="submitter", submission=sent)
        return row

    return make


@pytest.fixture
def decide(pat, sent, react):
    def decided(outcome="hub", destination="Northmoor Hub"):
        triage.decide(
            by=pat, reference=sent.reference, outcome=outcome, destination=destination,
            reason="As read", version=sent.version, key=uuid.uuid4(),
        )  # fmt: skip
        react()
        sent.refresh_from_db()

    return decided


def said(child):
    return Contact.objects.get(child=child).said


def test_each_child_that_a_strand_names_has_one_contact_from_the_system(
    strand, decide, react, system, sent, jade, robin
):
    strand("A man gave this child a phone.", jade)
    strand("This child was seen with another child.", jade, robin)
    decide()
    react()
    assert Contact.objects.count() == 2
    contact = Contact.objects.get(child=jade)
    assert (
        contact.said == "A man gave this child a phone.\n\nThis child was seen with another child."
    )
    assert (contact.source, contact.submission, contact.received_by) == ("submission", sent, system)
    assert said(robin) == "This child was seen with another child."


def test_decided_again_is_no_second_contact(strand, decide, pat, sent, jade):
    strand("A man gave this child a phone.", jade)
    decide()
    triage.reopen(by=pat, reference=sent.reference, reason="To look again", version=sent.version)
    sent.refresh_from_db()
    decide()
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("outcome", ["crime", "passed_on", "no_action"])
def test_only_what_goes_to_the_hub_is_a_contact(strand, decide, jade, outcome):
    strand("A man gave this child a phone.", jade)
    decide(outcome=outcome)
    assert not Contact.objects.exists()


def test_strand_that_names_no_child_is_no_contact(strand, decide):
    strand("A man gave phones to children.")
    decide()
    assert not Contact.objects.exists()


def test_child_named_after_it_went_to_the_hub_has_a_contact_too(
    decide, pat, sent, react, strands, jade
):
    from cairn.intelligence.actions import make_strand

    decide()
    assert not Contact.objects.exists()
    make_strand(
        by=pat, key=uuid.uuid4(), council="northmoor", submission=sent.reference,
        children=[jade.reference], claim="A man gave Jade a phone.",
        text="A man gave this child a phone.", learned_on=date(2026, 1, 5), strand_codes=["cce"],
        source_grade="2", information_grade="C", handling="P",
    )  # fmt: skip
    react()
    assert said(jade) == "A man gave this child a phone."


# --- handling conditions --------------------------------------------------------------------------


def test_what_has_conditions_is_not_repeated(strand, decide, northmoor_services, jade):
    row = strand("A man called at her home.", jade, handling="C")
    row.for_agencies.add(northmoor_services)
    decide()
    assert said(jade) == HELD_BACK


def test_what_has_conditions_is_left_out_and_the_rest_repeated(strand, decide, jade):
    strand("A man gave this child a phone.", jade)
    strand("A man called at her home.", jade, handling="C")
    decide()
    assert said(jade).startswith("A man gave this child a phone.\n\nThe police unit passed on more")
    assert "called" not in said(jade)


def test_what_names_a_restricted_child_too_is_repeated_to_those_who_reach_that_one_only(
    strand, decide, jade, robin
):
    strand("This child was seen with another child.", jade, robin)
    Child.objects.filter(pk=robin.pk).update(
        is_restricted=True, restricted_because="A relative works here"
    )
    decide()
    assert said(jade) == HELD_BACK
    assert said(robin) == "This child was seen with another child."


def test_restricted_child_s_contact_keeps_to_those_named(strand, decide, mel, priya, jade):
    Child.objects.update(is_restricted=True, restricted_because="A relative works here")
    strand("A man gave this child a phone.", jade)
    decide()
    assert not queries.contacts(by=mel).exists()
    assert queries.contacts(by=priya).count() == 1


# --- what changed since -------------------------------------------------------------------------


def everywhere(client, who, child):
    """All that stands about a child's contact: its page, the line of time, and that taken away."""
    client.force_login(who, backend=BACKEND)
    contact = Contact.objects.get(child=child)
    table = client.get(reverse("chronology:spreadsheet", args=[child.reference]))
    cells = load_workbook(BytesIO(table.content)).active.iter_rows(values_only=True)
    return [
        client.get(reverse("pathways:contact", args=[contact.reference])).content.decode(),
        client.get(reverse("chronology:line", args=[child.reference])).content.decode(),
        str(list(cells)),
    ]


def conditions(strand, robin):
    Strand.objects.filter(pk=strand.pk).update(handling="C", conditions="Only for the unit")


def other_child_restricted(strand, robin):
    Child.objects.filter(pk=robin.pk).update(is_restricted=True, restricted_because="A relative")


def names_another(strand, robin):
    strand.children.set([robin])


def put_right(strand, robin):
    Strand.objects.filter(pk=strand.pk).update(text="The words that gave the source away are out.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (conditions, "forbid repeating it here"),
        (other_child_restricted, "forbid repeating it here"),
        (names_another, "does not name this child any more"),
        (put_right, "The words that gave the source away are out."),
    ],
)
def test_what_may_not_be_read_any_more_is_not_repeated_any_more(
    client, strand, decide, mel, jade, robin, change, says
):
    row = strand("His aunt saw this child with another child.", jade, robin)
    decide()
    assert all("His aunt saw" in shown for shown in everywhere(client, mel, jade))
    change(row, robin)
    for shown in everywhere(client, mel, jade):
        assert "His aunt saw" not in shown
        assert says in shown


# --- the page -------------------------------------------------------------------------------------


def page(client, who, contact):
    client.force_login(who, backend=BACKEND)
    return client.get(reverse("pathways:contact", args=[contact.reference])).content.decode()


def test_reference_of_the_submission_is_for_those_who_may_open_it(
    client, strand, decide, pat, priya, sent, jade
):
    strand("A man gave this child a phone.", jade)
    decide()
    contact = Contact.objects.get()
    shown = page(client, pat, contact)
    assert reverse("triage:item", args=[sent.reference]) in shown
    shown = page(client, priya, contact)
    assert sent.reference not in shown
    assert f"quote {contact.reference}" in shown


def test_reference_is_not_for_a_desk_of_another_area(client, strand, decide, pat, sent, jade):
    strand("A man gave this child a phone.", jade)
    decide()
    Involvement.objects.create(
        child=jade, agency=pat.agency, person=pat, kind="police", why="-", since_on=date(2026, 1, 5)
    )
    pat.agency.councils.set([])
    shown = page(client, pat, Contact.objects.get())
    assert "The police unit." in shown
    assert sent.reference not in shown
