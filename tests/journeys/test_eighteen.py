"""A young person on an open pathway turns 18: somebody is told in time, an adult service is named, and
the pathway ends as an adult's only when both are true.
"""

import uuid
from datetime import date

from cairn.accounts.models import Notice
from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.children.actions import add_child, involve
from cairn.foundation import clock
from cairn.pathways import actions, tasks
from cairn.pathways.models import Ending
from cairn.plans.actions import save_plan
from tests.cast import _person
from tests.journeys.test_desk import wait_for
from tests.journeys.test_six_months import EMPTY
from tests.journeys.test_tracker import record

BORN = date(2008, 12, 1)
SAID = {
    "What the child says": "I want to keep seeing Priya.",
    "What came of the plan": "A flat, and college.",
    "What remains": "The adult team sees Ash every week.",
}


def people():
    """The CERAR manager, the lead practitioner, and Ash, whose pathway is at Medium since March."""
    services = Agency.objects.get(code="cumberland-childrens-services")
    mel = _person("Mel", Agency.objects.get(code="partnership"), Role.CERAR_MANAGER)
    priya = _person("Priya", services, Role.LEAD_PRACTITIONER)
    with clock.at(clock.from_iso("2026-03-02T09:00")):
        child = add_child(
            by=system(), council=Council.objects.get(code="cumberland"), given_name="Ash",
            family_name="Invented", born_on=BORN,
        )  # fmt: skip
        involve(by=system(), reference=child.reference, kind="lead_practitioner", agency=services,
                person=priya, why="Holds the plan")  # fmt: skip
        contact = record(mel, child)
        made = actions.screen(
            by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
        )
    pathway = made.pathway
    with clock.at(clock.from_iso("2026-05-20T09:00")):
        actions.set_level(
            by=mel, reference=pathway.reference, version=1, level="medium", reason="Signs"
        )
        save_plan(
            by=priya, child=child.reference, kind="safety", version=0, why="", key=uuid.uuid4(),
            content={"safe_people": "Nan", "written_by": "Priya", "child_part": "yes",
                     "carers_part": "yes"},
        )  # fmt: skip
    return mel, priya, pathway


def review(mel, pathway):
    """Reviewed all the while, the last time in November."""
    with clock.at(clock.from_iso("2026-11-10T09:00")):
        actions.record_review(
            by=mel, reference=pathway.reference, version=2, note="College goes well."
        )


def test_young_person_turns_18_with_an_adult_service(site, visit):
    mel, priya, pathway = people()
    address = site(at="2026-06-01T09:00")  # Ash is seventeen and a half
    tasks.tell_towards_18.defer()  # what the worker does by itself every morning
    told = Notice.objects.filter(person=priya, wording__contains="has turned 17 and a half")
    wait_for(told.exists)

    lead = visit(address, as_user=priya, phone=True).go("/start").picture("eighteen-told-phone")
    lead.reads("Name an adult service for Ash Invented").follow("A young person on a pathway")
    lead.reads("Turns 18 on 1 December 2026").reads("No adult service takes part yet")
    lead.picture("eighteen-pathway-phone")
    manager = visit(address, as_user=mel).go("/start").picture("eighteen-start")
    manager.follow("Name an adult service").reads("There is no transition plan yet")

    refused(manager, pathway, "The young person turns 18 on 1 December 2026")
    lead.go("/start").follow("Name an adult service for Ash").picture("eighteen-plan-empty-phone")
    lead.press("Write the plan").type("What does the young person want", "A flat with my dog.")
    lead.press("Save the plan").reads("The plan is saved")

    review(mel, pathway)
    site.later("2026-12-01T09:00")  # the birthday
    lead.go("/start").reads("Name an adult service for Ash").picture("eighteen-day-phone")
    refused(manager, pathway, "Name an adult service")
    lead.follow("Name an adult service for Ash").press("Change the plan")
    lead.type("Which adult service", "Adult safeguarding").choose("Agreed", of="agree to take part")
    lead.type("When is the first meeting", "8 12 2026").type("What did you change", "They agreed.")
    lead.press("Save the plan").reads("The plan is saved").picture("eighteen-plan-phone")
    lead.go("/start").does_not_read("Name an adult service")

    # What was typed before the review is kept with what was known then, and that is said.
    manager.press_refused("End the pathway", 409).reads("Somebody changed this pathway")
    manager.press("End the pathway").reads("The pathway has ended").picture("eighteen-ended")
    assert Ending.objects.get().what_remains == SAID["What remains"]
    ended = Notice.objects.filter(person=priya, wording__endswith="you work with has ended.")
    wait_for(ended.exists)
    manager.go("/start/list").reads(EMPTY)
    lead.go("/start/list").reads(EMPTY)


def refused(manager, pathway, sentence):
    """Ending it as an adult's is refused beside the form, and everything typed stays."""
    manager.go(f"/pathways/{pathway.reference}").follow("End the pathway")
    manager.choose("The young person is an adult")
    for label, words in SAID.items():
        manager.type(label, words)
    manager.press("End the pathway").reads(sentence)
    for label, words in SAID.items():
        assert manager.page.get_by_label(label, exact=False).first.input_value() == words
    assert manager.page.get_by_label("The young person is an adult").is_checked()
    manager.picture(f"eighteen-refused-{sentence[:4].strip().lower()}")
