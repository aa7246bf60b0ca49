"""The tracker by day: rows at a desk and on a phone, a view that is kept, contacts of every kind, and
a council that is asked and answers.
"""

import uuid
from datetime import timedelta

from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.children.actions import add_child, involve
from cairn.foundation import clock
from cairn.pathways import actions
from cairn.pathways.models import Pathway
from tests.cast import _person
from tests.journeys.test_desk import wait_for

NAMES = (("Robin", "Madeup", 15), ("Ash", "Invented", 17), ("Wilf", "Fictional", 13))


def people():
    services = Agency.objects.get(code="cumberland-childrens-services")
    other = Agency.objects.get(code="westmorland-and-furness-childrens-services")
    mel = _person("Mel", Agency.objects.get(code="partnership"), Role.CERAR_MANAGER)
    priya = _person("Priya", services, Role.LEAD_PRACTITIONER)
    wren = _person("Wren", services, Role.INTERVENTION_WORKER)
    steph = _person("Steph", other, Role.TEAM_MANAGER)
    return mel, priya, wren, steph


def record(by, child, **said):
    given = {"source": "hub", "said": "Seen with adults in a car.", "key": uuid.uuid4(), **said}
    return actions.record_contact(by=by, child=child.reference, **given)


def pathways(mel, priya, wren):
    """Three children with pathways: one overdue, one who is nearly adult, one without a worker."""
    found = []
    council = Council.objects.get(code="cumberland")
    for given, family, age in NAMES:
        child = add_child(
            by=system(), council=council, given_name=given, family_name=family,
            born_on=clock.today() - timedelta(days=age * 365 + 300),
        )  # fmt: skip
        with clock.shifted(-timedelta(days=40)):
            contact = record(mel, child)
            made = actions.screen(
                by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
            )
        found.append(made.pathway)
    for pathway, person, kind in (
        (found[0], priya, "lead_practitioner"), (found[0], wren, "intervention_worker"),
        (found[1], priya, "lead_practitioner"),
    ):  # fmt: skip
        involve(by=system(), reference=pathway.child.reference, kind=kind, agency=person.agency,
                person=person, why="Works with them")  # fmt: skip
    for pathway, ago, version, level in (
        (found[0], 35, 1, "medium"), (found[0], 30, 2, "high"), (found[1], 5, 1, "high"),
    ):  # fmt: skip
        with clock.shifted(-timedelta(days=ago)):
            actions.set_level(
                by=mel, reference=pathway.reference, version=version, level=level, reason="Signs"
            )
    return found


def test_tracker_is_read_narrowed_and_kept(site, visit):
    mel, priya, wren, _steph = people()
    pathways(mel, priya, wren)
    address = site()
    desk = visit(address, as_user=mel).go("/pathways/").reads("Up from Medium")
    desk.page.get_by_role("cell", name="No worker yet").wait_for()
    desk.picture("tracker")
    desk.select("What is next", "Overdue").press("Show").reads("Shown:")
    desk.does_not_read("Ash Invented").picture("tracker-overdue").follow("Save this view")
    desk.press("Save").reads("There is a problem")
    desk.type("Name of the view", "Overdue").picture("tracker-save").press("Save")
    desk.reads("You are looking at your view")
    desk.page.get_by_text("More filters").click()
    desk.choose("No worker yet").picture("tracker-filters").press("Show")
    desk.reads("No pathway you may know of fits").picture("tracker-nothing-fits")
    desk.follow("Overdue").reads("Robin Madeup").follow("Delete this view").picture(
        "tracker-delete"
    )
    desk.press("Delete the view").reads("The view is deleted").does_not_read("My views")

    phone = visit(address, as_user=priya, phone=True).go("/pathways/").reads("Robin Madeup")
    assert not phone.page.get_by_label("Name or reference").is_visible()  # folded
    phone.reads("Filters: none in use").picture("tracker-phone").follow("Ash Invented").reads(
        "Turns 18 on"
    )
    phone.picture("pathway-nearly-adult-phone")


def test_contacts_and_what_became_of_them(site, visit):
    mel, priya, wren, _steph = people()
    made = pathways(mel, priya, wren)
    with clock.shifted(-timedelta(days=6)):
        late = record(priya, made[0].child, source="council", who="Farshire")
    address = site()
    phone = visit(address, as_user=mel, phone=True).go("/pathways/contacts").reads("Overdue")
    phone.picture("contacts-phone").follow("Robin Madeup").picture("contact-phone")
    phone.choose("Add it to the pathway that the child has").type("Why?", "The same car.")
    phone.press("Decide").reads("What was decided").go("/pathways/contacts?tab=screened")
    phone.reads("Late").picture("contacts-screened-phone")
    phone.select("What became of it", "Add it to the pathway that the child has").press("Show")
    phone.reads(late.reference)
    visit(address, as_user=mel).go("/pathways/contacts?tab=screened").picture("contacts-screened")
    lead = visit(address, as_user=priya, phone=True)
    wait_for(lambda: priya.notices.filter(about=late.reference).exists())
    lead.go("/account/notices").follow("A contact was added").reads("It was due by")


def test_council_is_asked_refuses_and_is_asked_again(site, visit):
    mel, priya, wren, steph = people()
    tara = _person("Tara", priya.agency, Role.TEAM_MANAGER)
    first = pathways(mel, priya, wren)[0]
    address = site()
    desk = visit(address, as_user=tara).go(f"/pathways/{first.reference}").follow("Ask another")
    desk.press("Ask another council to take it").reads("There is a problem")
    desk.picture("ask-a-council-errors")
    ask(desk, "The family moves there.").picture("pathway-asked")
    wait_for(lambda: steph.notices.filter(about=first.reference).exists())

    other = visit(address, as_user=steph).go("/account/notices").picture("notices-asked")
    other.follow("Your council is asked").picture("answer-a-council")
    other.choose("No").press("Answer whether").reads("Say why the council does not take it")
    other.type("If it does not, why", "The aunt lives elsewhere.").press("Answer whether")
    other.reads("The answer is kept").does_not_read("Robin Madeup")
    wait_for(lambda: tara.notices.filter(wording__contains="does not take").exists())
    desk.go("/start").follow("A council does not take").reads("The aunt lives elsewhere.")
    desk.picture("pathway-not-taken").follow("Ask another")
    ask(desk, "They moved on Friday.")

    other.go("/start").picture("start-asked").follow("Answer whether your council takes")
    other.choose("Yes").press("Answer whether").reads("The answer is kept").picture("pathway-taken")
    pathway = Pathway.objects.select_related("child__council").get(pk=first.pk)
    assert pathway.council.code == pathway.child.council.code == "westmorland-and-furness"
    other.go(f"/children/{pathway.child.reference}").reads("Robin Madeup")
    wait_for(lambda: tara.notices.filter(wording__startswith="A council takes").exists())
    desk.go("/start").follow("A council takes").reads("Vulnerability tracker")
    desk.does_not_read("Robin Madeup")

    phone = visit(address, as_user=steph, phone=True).go(f"/pathways/{first.reference}")
    phone.picture("pathway-taken-phone").follow("Ask another").picture("ask-a-council-phone")


def ask(desk, why):
    desk.choose("Westmorland and Furness").type("Why should it take", why)
    return desk.press("Ask another council to take it").reads("is asked")
