"""From a concern to a protected child: a contact is recorded, screened, met about, given a level beside
what an assessment prompts, talked about by the police's group, reviewed, moved to the other council
and ended.
"""

import uuid
from datetime import timedelta

from django.core.management import call_command

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.foundation import clock
from cairn.meetings.actions import arrange_meeting
from cairn.meetings.models import Meeting
from tests.cast import _person
from tests.journeys.test_assessment import finish
from tests.journeys.test_desk import people


def meet(manager, child):
    """From the pathway to a Level 1 under way."""
    manager.picture("pathway-waits").press("Arrange the Level 1 meeting").picture("arrange-level-1")
    manager.type("Day", clock.local(clock.now()).strftime("%-d %-m %Y")).type("Time", "11:59pm")
    manager.type("Where, or how to join", "The green room")
    manager.select("Who chairs it", f"Mel, {Agency.objects.get(code='partnership')}")
    manager.press("Arrange").reads("Meeting arranged")
    meeting = Meeting.objects.get()
    manager.go(f"/meetings/{meeting.reference}/").follow("Safety plan")
    manager.picture("meeting-change-item").type("What it is about", "Safety plan: who does what")
    manager.press("Save").follow("Date of the next review").follow("Take it off")
    manager.picture("meeting-remove-item").press("Take it off").reads("It is off the agenda")
    manager.go(f"/meetings/child/{child.reference}").picture("child-meetings")
    manager.go(f"/pathways/child/{child.reference}").follow("Waiting for")
    manager.reads("Next meeting").picture("pathway-next")
    manager.does_not_read("Arrange the Level 1 meeting").follow("Level 1 meeting")
    manager.press("Start the meeting").picture("level-1-run")
    return meeting


def decide(manager, phone):
    """The tool prompts Medium, the meeting decides High."""
    manager.follow_apart("Set the level").reads("The tool prompts Medium").picture("level")
    manager.choose("High", of="Level").type(
        "Reasons", "Two phones, unknown adults, missing at night."
    )
    manager.press("Set the level").reads("Say why you decide otherwise").picture("level-differs")
    phone.go(manager.page.url.removeprefix(manager.address)).picture("level-phone")
    manager.type("If you decide otherwise", "Two agencies know of a third man.")
    manager.press("Set the level").reads("An intervention worker").reads("Decided at the")
    manager.picture("pathway-level").go("/pathways/").follow("Levels set otherwise")
    manager.reads("1 of 1 level set with a prompt").picture("divergences")
    phone.go("/pathways/levels-and-prompts").picture("divergences-phone")


def put_on_agenda(officer, phone, pat):
    """The police's meeting, run by an officer."""
    monthly = arrange_meeting(
        by=pat, kind="police-monthly", starts_at=clock.now() + timedelta(days=30), where="Room 2",
        chair=pat, key=uuid.uuid4(), council=Council.objects.get(code="cumberland"),
    )  # fmt: skip
    phone.go(f"/pathways/agenda-due/{monthly.reference}").picture("agenda-due-phone")
    officer.go("/meetings/").picture("meetings-police")
    officer.go(f"/meetings/{monthly.reference}/").follow("Make the agenda from what is due")
    officer.reads("High").picture("agenda-due").choose("Robin Madeup")
    officer.press("Put them on the agenda").reads("1 child put on the agenda")
    officer.picture("meeting-with-due")
    officer.follow("Change the chair").picture("meeting-chair")


def test_contact_becomes_a_pathway_and_the_pathway_ends(site, visit):
    pat, priya, child = people()
    call_command("load_tools", "profiles/cumbria/tools", verbosity=0)
    finish(priya, child, missing="now", unexplained_goods="now", out_late="now")
    mel = manager_of_cerar()
    address = site()
    lead = visit(address, as_user=priya, phone=True).go(f"/children/{child.reference}")
    lead.follow("Pathway").picture("pathway-none-phone").follow("Record a contact")
    lead.choose("Another professional").type(
        "What is the concern?", "A second phone, and new clothes."
    )
    lead.picture("contact-add-phone").press("Record the contact").reads("waits to be screened")

    manager = visit(address, as_user=mel).go("/pathways/contacts").picture("contacts")
    manager.follow("Robin Madeup").choose("Level 1 meeting: open a pathway")
    manager.type("Why?", "Several signs within three months.").picture("contact-screen")
    manager.press("Decide").reads("Waiting for the Level 1 meeting")
    meet(manager, child)
    small = visit(address, as_user=mel, phone=True)
    decide(manager, small)
    put_on_agenda(visit(address, as_user=pat), visit(address, as_user=pat, phone=True), pat)
    small.go(f"/meetings/child/{child.reference}").picture("child-meetings-phone")
    manager.go(f"/pathways/child/{child.reference}").follow("High")
    manager.follow("Record a review").type("What the review found", "Fewer nights away from home.")
    manager.type("What the child says", "I like the boxing club.").press("Record a review")
    manager.follow("Ask another council").choose("Westmorland and Furness")
    manager.type("Why should it take the pathway?", "The family moves.")
    manager.press("Ask another council to take it").reads("Another council is asked to take it")
    manager.follow("Answer whether").choose("Yes").press("Answer whether").reads(
        "The answer is kept"
    )
    manager.follow("End the pathway").choose("The child is safer")
    manager.type("What the child says", "I feel safe now.").type(
        "What came of the plan", "At school."
    )
    manager.type("What remains", "School watches attendance.").picture("end-pathway")
    manager.press("End the pathway").reads("It can be reopened").picture("pathway")
    manager.go("/pathways/").picture("tracker-empty")
    manager.go(f"/pathways/child/{child.reference}").picture("pathway-child")

    lead.go(f"/pathways/child/{child.reference}").follow("Ended")
    lead.does_not_read("Reopen the pathway").picture("pathway-phone")


def manager_of_cerar():
    return _person("Mel", Agency.objects.get(code="partnership"), Role.CERAR_MANAGER)
