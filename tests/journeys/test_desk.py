"""From a submission to a strand on a child's record, and to the person who holds the child's plan.

An officer at the desk takes the next item, makes three strands of it and decides; the child's lead
practitioner hears of it and reads what they may.
"""

import time
import uuid

from cairn.accounts.models import Notice
from cairn.accounts.people import STRANGER, system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.children.actions import add_child, involve
from cairn.intelligence.models import Strand
from cairn.submissions import actions as submissions
from cairn.submissions.rules import Composed
from tests.cast import _person

CONTENT = {
    "gate": {"now": "none", "about": "yes", "pathway": "unknown"},
    "story": {"what": "Robin and another girl were given phones by a man called Fitz.",
              "when": "last Tuesday", "area": "cumberland", "strands": ["cce"]},
    "child": [{"name": "Robin Madeup"}],
    "adult": [{"name": "Fitz"}],
    "place": [{"where": "The steps behind the arcade"}],
    "sharing": {"how_known": "myself", "adult_told": "yes"},
}  # fmt: skip


def send(by, content=None):
    draft = submissions.start_draft(by=by, holder=b"h" * 32, key=uuid.uuid4(), gate=CONTENT["gate"])
    return submissions.send(
        by=by, holder=b"h" * 32, key=draft.key,
        compose=lambda answers: Composed(content or CONTENT, {"name": "Tess Invented"}),
    )  # fmt: skip


def people():
    """An officer at the desk, and the lead practitioner of a child called Robin."""
    police, services = (
        Agency.objects.get(code="police"),
        Agency.objects.get(code="cumberland-childrens-services"),
    )
    officer = _person("Pat", police, Role.POLICE_CE)
    priya = _person("Priya", services, Role.LEAD_PRACTITIONER)
    child = add_child(
        by=system(), council=Council.objects.get(code="cumberland"), given_name="Robin",
        family_name="Madeup",
    )  # fmt: skip
    involve(by=system(), reference=child.reference, kind="lead_practitioner", agency=services,
            person=priya, why="Holds the plan")  # fmt: skip
    return officer, priya, child


def fill(officer, text, *, robin):
    officer.type("What is claimed", "Fitz gave a phone.").type("The text others may read", text)
    officer.choose("2: Untested").choose("C: Known indirectly").choose(
        "P: Lawful sharing permitted"
    )
    if robin:
        officer.choose("Robin Madeup, CH-", of="Child: Robin Madeup")


def test_officer_makes_three_strands_and_the_lead_practitioner_hears(site, visit):
    officer, priya, child = people()
    receipt = send(STRANGER)
    address = site()
    desk = visit(address, as_user=officer)
    desk.go("/desk/").reads(receipt.reference).picture("queue").press("Take the next")
    desk.reads("Robin and another girl").picture("item")
    desk.go(f"/strands/make/{receipt.reference}").picture("make")
    fill(desk, "This child was given a phone by an adult of concern.", robin=True)
    desk.choose("Make a new record", of="Adult of concern: Fitz")
    desk.press("Save and make another").reads("Strand made.")
    fill(desk, "Another child was given a phone by the same adult.", robin=False)
    desk.press("Save and make another")
    fill(desk, "A place where this adult meets children.", robin=False)
    desk.choose("Make a new record", of="Place: The steps")
    desk.press("Save and finish")
    assert Strand.objects.count() == 3

    wait_for(lambda: Notice.objects.filter(person=priya).exists())
    lead = visit(address, as_user=priya, phone=True)
    lead.go("/account/notices").picture("notices-phone").follow("New information names a child")
    lead.reads("This child was given a phone").does_not_read("Fitz gave a phone")
    lead.go(f"/children/{child.reference}")
    lead.page.get_by_text("Show what is known").click()
    lead.reads("This child was given a phone by an adult")
    lead.picture("child-phone").does_not_read("Tess Invented")
    wide = visit(address, as_user=priya).go(f"/children/{child.reference}")
    wide.page.get_by_text("Show what is known").click()
    wide.reads("given a phone").look().picture("child")


def test_officer_finds_a_record_and_ticks_it(site, visit):
    officer, _priya, child = people()
    for phone in (False, True):
        desk = visit(site(), as_user=officer, phone=phone).go("/strands/make")
        desk.type("What is claimed", "Fitz gave a phone.").type("Find a record", "robin madup")
        desk.press("Find").reads("Tick what the strand names")
        assert desk.page.url.endswith("#records")
        desk.choose(f"Robin Madeup, {child.reference}")
        desk.picture("pick-phone" if phone else "pick")
        assert desk.page.get_by_label("What is claimed").input_value() == "Fitz gave a phone."


def test_queue_shows_what_came_in_without_a_refresh(site, visit):
    officer, _priya, _child = people()
    desk = visit(site(), as_user=officer)
    desk.go("/desk/")
    receipt = send(STRANGER)
    desk.page.get_by_text(receipt.reference).first.wait_for(timeout=15_000)
    desk.look()


def test_two_officers_are_told_about_each_other(site, visit):
    officer, _priya, _child = people()
    other = _person("Quinn", officer.agency, Role.POLICE_CE)
    receipt = send(STRANGER)
    address = site()
    first, second = visit(address, as_user=officer), visit(address, as_user=other)
    first.go(f"/desk/{receipt.reference}")
    second.go(f"/desk/{receipt.reference}").reads("Pat is looking at this too")


def wait_for(condition, seconds=20):
    for _ in range(seconds * 10):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def test_make_a_strand_begins_with_the_form_on_a_phone_and_with_both_on_a_wide_screen(site, visit):
    officer, _priya, _child = people()
    receipt = send(STRANGER)
    address = site()
    for phone in (True, False):
        desk = visit(address, as_user=officer, phone=phone)
        desk.go(f"/strands/make/{receipt.reference}")
        sent = desk.page.get_by_text("The steps behind the arcade", exact=True).first
        assert sent.is_visible() is not phone
        first = desk.page.get_by_label("What is claimed").bounding_box()
        assert first["y"] < 844
        if phone:
            desk.page.get_by_text("As it was sent").click()
            assert sent.is_visible()
