"""Half a year with Robin, from the first contact to the end of the pathway, by six people.

At each date the clock is moved on, and whoever has something to do finds it on their own list: nobody
is told by anything else what is next.
"""

from datetime import date

from django.core.management import call_command

from cairn.accounts.models import Notice
from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.assessments.models import Assessment
from cairn.children.actions import add_child
from cairn.foundation import clock
from cairn.meetings.models import Meeting
from cairn.pathways.models import Pathway
from tests.cast import _person
from tests.journeys.test_assessment import say_no
from tests.journeys.test_desk import wait_for
from tests.journeys.test_plan import unfold

EMPTY = "Nothing is on your list. Nothing needs you today."
SIGNS = {
    "missing": "Missing by day", "vehicles": "Getting into or out", "unexplained_goods": "Money, phones",
    "risky_areas": "Found in places",
}  # fmt: skip
GIVEN = {
    "Hana": ("cumberland-childrens-services", Role.HUB_WORKER),
    "Mel": ("partnership", Role.CERAR_MANAGER),
    "Cory": ("partnership", Role.CERAR_COORDINATOR),
    "Priya": ("cumberland-childrens-services", Role.LEAD_PRACTITIONER),
    "Wren": ("cumberland-childrens-services", Role.INTERVENTION_WORKER),
    "Pat": ("police", Role.POLICE_CE),
}


def test_contact_becomes_a_plan_and_the_plan_ends_after_six_months(site, visit):
    call_command("load_tools", "profiles/cumbria/tools", verbosity=0)
    people = {
        name: _person(name, Agency.objects.get(code=agency), role)
        for name, (agency, role) in GIVEN.items()
    }
    child = add_child(
        by=system(), council=Council.objects.get(code="cumberland"), given_name="Robin",
        family_name="Madeup", born_on=date(2011, 9, 14),
    )  # fmt: skip
    address = site(at="2026-05-05T09:00")  # a Tuesday, after the bank holiday
    at = {
        name: visit(address, as_user=person, phone=name in {"Priya", "Wren"}, is_long=True)
        for name, person in people.items()
    }
    in_may(at, people)
    site.later("2026-05-12T09:30")
    is_met_about(at, people)
    site.later("2026-05-19T10:00")
    is_assessed(at, people)
    is_given_a_level(at, people)
    is_planned_with(at["Wren"])
    site.later("2026-06-09T09:00")
    review_is_arranged(at["Cory"])
    site.later("2026-06-16T13:30")
    steps_down(at)
    site.later("2026-07-28T09:00")
    steps_down_again(at["Mel"])
    site.later("2026-11-05T09:00")
    ends(at, people, child)


# --- 5 May: a contact, screened, and a meeting arranged -------------------------------------------


def in_may(at, people):
    hub = at["Hana"].go("/start").reads(EMPTY)
    hub.press("Find a child").follow("Robin Madeup")
    section(hub, "Pathway").follow("Record a contact")
    hub.choose("Safeguarding Hub").type("What is the concern?", "A second phone. Away at night.")
    hub.press("Record the contact").reads("waits to be screened")
    hears(people["Mel"], "A contact about exploitation waits to be screened.")

    manager = at["Mel"].go("/start").picture("six-1-manager").follow("Screen the contact")
    manager.choose("Level 1 meeting: open a pathway").type("Why?", "Several signs in a month.")
    manager.press("Decide").follow("Choose the lead practitioner").picture("six-lead")
    manager.select("Who is the lead practitioner", f"Priya, {services()}")
    manager.type("Why?", "She knows Robin.").press("Save")
    hears(people["Priya"], "You are now the lead practitioner of a child.")

    arranger = at["Cory"].go("/start").picture("six-1-coordinator").follow("Level 1 meeting: Robin")
    arranger.press("Arrange the Level 1 meeting").type("Day", "12 5 2026").type("Time", "10am")
    arranger.type("Where", "The green room").select("Who chairs it", f"Mel, {partnership()}")
    arranger.press("Arrange")
    for name in (f"Priya, {services()}", f"Pat, {police()}", f"Cory, {partnership()}"):
        arranger.page.get_by_label("Somebody with an account").select_option(label=name)
        arranger.press("Ask them").reads("Invitation sent")
    arranger.type("Or a guest", "Robin").choose("The child").press("Ask them").reads("Guest added")

    lead = at["Priya"].go("/start").picture("six-1-lead-phone").follow("Say if you come")
    lead.choose("I will come").press("Send my answer").reads("Your answer is noted")


# --- 12 May: the Level 1 meeting ------------------------------------------------------------------


def is_met_about(at, people):
    minutes = at["Cory"].go("/start").picture("six-2-coordinator")
    minutes.follow("Level 1 meeting about Robin").press("Start the meeting")
    for name in ("Mel", "Priya", "Pat", "Cory"):
        minutes.page.get_by_label(f"{name}, ").select_option(label="Present")
    minutes.press("Save who is here").follow("What each agency knows")
    minutes.page.get_by_label("Agency", exact=True).select_option(label=str(services()))
    minutes.type("What it shared", "Robin is met by a grey car.").press("Save what was shared")
    minutes.type("What was decided", "Priya assesses, then Mel sets the level.")
    minutes.press("Record the decision")
    minutes.type("What is to be done", "Assess Robin with SERAF.")
    minutes.page.get_by_label("Who does it").select_option(label=f"Priya, {services()}")
    minutes.press("Give the task").reads("Assess Robin with SERAF.")
    minutes.follow("What the child and the family say")
    minutes.type("In their own words", "I want people to ask me first.")
    minutes.page.get_by_text("Saved at").first.wait_for()
    minutes.press("End the meeting").press("Send the minutes").reads("Minutes sent")
    hears(people["Priya"], "The minutes of a Level 1 meeting you were at are ready.")


# --- 19 May: assessed, the level from the prompt, a worker, a plan --------------------------------


def is_assessed(at, people):
    lead = at["Priya"].go("/start").picture("six-3-lead-phone").follow("Assess Robin with SERAF")
    section(lead.picture("six-task-phone").follow("Robin Madeup"), "Assessments")
    lead.press("Start an assessment").choose("SERAF").press("Start")
    row = Assessment.objects.get()
    with clock.at(clock.from_iso("2026-05-19T10:30")):
        say_no(people["Priya"], row, but=SIGNS)
    lead.follow("Significant risk indicators")
    for name, words in SIGNS.items():
        lead.choose("Now or in the last 6 months", of=words)
        lead.page.locator(f"#id_{name}-evidence").fill("School and Nan saw it.")
    lead.press("Save and see all parts").follow("About this assessment")
    lead.type("Who took part", "Robin and Nan")
    for question in ("learning disability", "child know about", "parents or carers know"):
        lead.choose("No", of=question)
    lead.press("Save and see all parts").follow("The child’s view")
    lead.type("What does the child say", "They are my mates.").press("Save and go on")
    lead.type("What do you make of it", "Adults use lifts and money.").press("Save and go on")
    lead.press("Finish the assessment").reads("What the answers prompt: High")
    lead.go("/start").follow("Assess Robin with SERAF").type("What came of it", "It prompts High.")
    lead.press("This is done").reads("Task done")


def is_given_a_level(at, people):
    manager = at["Mel"].go("/start").picture("six-3-manager").follow("Robin Madeup")
    manager.picture("six-met-pathway").follow("Set the level").reads("The tool prompts High")
    manager.choose("High", of="Level").type("Reasons", "Four significant signs now.")
    manager.press("Set the level").reads("Decided at the").picture("six-3-pathway")
    hears(people["Priya"], "The level of a child you work with was set.")
    manager.follow("Record who works with the child")
    manager.select("Which agency", str(services())).press("Continue")
    manager.select("How are they involved", "Intervention worker")
    manager.select("Who may open the record", "Wren, no job title").type("Why?", "Trusts her.")
    manager.press("Save")
    hears(people["Wren"], "You are now recorded as working with a child.")


def is_planned_with(worker):
    worker.go("/start").picture("six-3-worker-phone").follow("Write the safety plan with Robin")
    worker.press("Write the plan").type("What does the child say", "Ask me before you ring my mum.")
    worker.type("How does the child tell somebody", "A pizza emoji to Nan.")
    worker.type("Who are the child’s safe people", "Nan. Mr Hall at school.")
    unfold(worker, "With friends")
    worker.page.locator("#id_peers_agreed").fill("I walk with Bo and not alone.")
    worker.choose("Yes", of="Did the child take part").choose("Yes", of="parents or carers")
    worker.type("Which adults wrote it", "Wren, and Nan").press("Save the plan")
    worker.reads("The plan is saved").picture("six-plan-phone")


# --- summer: reviews, and the level comes down ----------------------------------------------------


def review_is_arranged(arranger):
    arranger.go("/start").picture("six-4-coordinator").follow("Robin Madeup")
    arranger.press("Arrange the review").type("Day", "16 6 2026").type("Time", "2pm")
    arranger.type("Where", "The green room").select("Who chairs it", f"Mel, {partnership()}")
    arranger.press("Arrange")
    for name in (f"Priya, {services()}", f"Wren, {services()}", f"Pat, {police()}"):
        arranger.page.get_by_label("Somebody with an account").select_option(label=name)
        arranger.press("Ask them")


def steps_down(at):
    at["Wren"].go("/start").reads("Review meeting about Robin Madeup").picture("six-5-worker-phone")
    chair = at["Mel"].go("/start").follow("Review meeting about Robin").press("Start the meeting")
    for name in ("Mel", "Priya", "Wren", "Pat"):
        chair.page.get_by_label(f"{name}, ").select_option(label="Present")
    chair.press("Save who is here").type("What was decided", "Down to Medium.")
    chair.press("Record the decision").follow_apart("Set the level").choose("Medium", of="Level")
    chair.type("Reasons", "No night away since May.")
    chair.type("If you decide otherwise", "The assessment is of May.").press("Set the level")
    chair.reads("Down from High").picture("six-5-pathway").follow("Review meeting, ")
    chair.press("Minute the meeting").press("End the meeting").press("Send the minutes")


def steps_down_again(manager):
    manager.go("/start").picture("six-6-manager").follow("Robin Madeup").follow("Record a review")
    manager.type("What the review found", "The plan works.")
    manager.type("What the child says", "I like the boxing club.").press("Record a review")
    manager.follow("Set the level").choose("Low", of="Level").type(
        "Reasons", "At school daily."
    ).choose("Review meeting")
    manager.type("If you decide otherwise", "The assessment is of May.").press("Set the level")
    manager.reads("Down from Medium")


# --- 5 November: the end --------------------------------------------------------------------------


def ends(at, people, child):
    manager = at["Mel"].go("/start").reads("16 days late").picture("six-7-manager")
    manager.follow("Robin Madeup").follow("End the pathway").choose("The child is safer")
    manager.type("What the child says", "I feel safe now.").type(
        "What came of the plan", "At school, and boxing."
    )
    manager.type("What remains", "School watches attendance.").press("End the pathway")
    manager.reads("The pathway has ended")
    assert Pathway.objects.get().closed_at
    for name in ("Priya", "Wren"):
        hears(people[name], "The pathway of a child you work with has ended.")
    manager.go("/pathways/").does_not_read("Robin Madeup")
    for name in at:
        at[name].go("/start/list").reads(EMPTY)
    manager.picture("six-7-list-empty")
    at["Priya"].go(f"/line-of-time/child/{child.reference}").picture("six-7-line-phone")
    line = at["Mel"].go(f"/line-of-time/child/{child.reference}").picture("six-7-line")
    for words in (
        "Contact: Safeguarding Hub", "Level 1 meeting", "Assessment: SERAF", "Safety plan: version 1",
        "Lead practitioner: Priya", "Ended: The child is safer",
    ):  # fmt: skip
        line.reads(words)
    line.page.get_by_text("The same as a table").click()
    line.reads("High, then Medium").reads("Medium, then Low")
    assert Meeting.objects.filter(sent_at__isnull=False).count() == 2


def hears(person, words):
    wait_for(lambda: Notice.objects.filter(person=person, wording=words).exists())


def section(visitor, name):
    """A section of the child's record, which is not a part of the whole service."""
    place = visitor.page.get_by_role("navigation", name="Sections of this record")
    place.get_by_role("link", name=name).click()
    return visitor.look()


def services():
    return Agency.objects.get(code="cumberland-childrens-services")


def partnership():
    return Agency.objects.get(code="partnership")


def police():
    return Agency.objects.get(code="police")
