"""A Level 1 held live from one screen, and its minutes out within a minute of its end.

The coordinator arranges it and asks people; the lead practitioner answers on a phone; the CERAR
manager in the chair minutes it on the wall; those present read the minutes, and a task is done.
"""

import time

from cairn.accounts.models import Notice
from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.children.actions import add_child, involve
from cairn.foundation import clock
from cairn.meetings.models import Meeting, Statement, Task
from tests.cast import _person
from tests.journeys.test_desk import wait_for


def people():
    """The coordinator, the chair, a lead practitioner and an officer who work with Robin."""
    services = Agency.objects.get(code="cumberland-childrens-services")
    police = Agency.objects.get(code="police")
    cory = _person("Cory", services, Role.CERAR_COORDINATOR)
    mel = _person("Mel", services, Role.CERAR_MANAGER)
    priya = _person("Priya", services, Role.LEAD_PRACTITIONER)
    sam = _person("Sam", police, Role.POLICE_OFFICER)
    child = add_child(
        by=system(), council=Council.objects.get(code="cumberland"), given_name="Robin",
        family_name="Madeup",
    )  # fmt: skip
    for person, kind in ((priya, "lead_practitioner"), (sam, "police")):
        involve(by=system(), reference=child.reference, kind=kind, agency=person.agency,
                person=person, why="Works with Robin")  # fmt: skip
    return cory, mel, priya, sam


def arrange(visitor):
    visitor.go("/meetings/").picture("meetings-empty").press("Arrange a meeting")
    visitor.press("Continue").reads("There is a problem").picture("meeting-arrange-first")
    later = clock.local(clock.now())
    visitor.choose("Level 1 meeting").type("Child", "robin madup").press("Continue")
    visitor.reads("Robin Madeup").press("Arrange").picture("meeting-arrange-errors")
    visitor.type("Day", later.strftime("%-d %-m %Y")).type("Time", "11:59pm")
    visitor.type("Where, or how to join", "The green room")
    visitor.page.get_by_label("Who chairs it").select_option(label=f"Mel, {_services()}")
    visitor.press("Arrange").reads("Meeting arranged")
    visitor.reads("Nobody is asked yet").picture("meeting-invite-usual")
    for name in (f"Priya, {_services()}", f"Sam, {Agency.objects.get(code='police')}"):
        visitor.page.get_by_label("Somebody with an account").select_option(label=name)
        visitor.press("Ask them").reads("Invitation sent")
    visitor.type("Or a guest", "Robin").choose("The child").press("Ask them").reads("Guest added")
    visitor.picture("meeting-invite")


def _services():
    return Agency.objects.get(code="cumberland-childrens-services")


def answer(visitor):
    visitor.go("/account/notices").follow("You are asked to a Level 1 meeting")
    visitor.choose("I will come").picture("meeting-answer-phone").press("Send my answer")
    visitor.reads("Your answer is noted")


def minute(chair, meeting):
    chair.go(f"/meetings/{meeting.reference}/").picture("meeting").press("Start the meeting")
    for person in ("Mel", "Priya"):
        chair.page.get_by_label(f"{person}, ").select_option(label="Present")
    chair.press("Save who is here").reads("nobody is present for Police")
    chair.follow("What each agency knows")
    chair.page.get_by_label("Agency", exact=True).select_option(label=str(_services()))
    chair.type("What it shared", "Robin has been met at school by a man in a grey car.")
    chair.page.get_by_text("Saved at").first.wait_for()  # as written, without a button
    assert Statement.objects.get().text.startswith("Robin has been met")
    chair.page.reload()
    chair.look().type("What was decided", "The level is High.").press("Record the decision")
    chair.type("What is to be done", "Ring the school about who meets Robin.")
    chair.page.get_by_label("Who does it").select_option(label=f"Priya, {_services()}")
    chair.press("Give the task").reads("Ring the school about who meets Robin.")
    chair.picture("meeting-run")
    chair.follow("What the child and the family say").picture("meeting-run-words")
    chair.type("In their own words", "I want it to stop.")
    chair.page.get_by_text("Saved at").first.wait_for()


def covered(visitor):
    """How much of the screen is covered by what stays in place while one scrolls."""
    return visitor.page.evaluate(
        """() => [...document.querySelectorAll('body *')]
        .filter((one) => ['sticky', 'fixed'].includes(getComputedStyle(one).position))
        .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight"""
    )


def finish(chair):
    chair.press("End the meeting").reads("Say why it went on").picture("meeting-run-end")
    chair.type("Why the meeting went on", "Robin may be met again today.")
    started = time.monotonic()
    chair.press("End the meeting").reads("not sent yet")
    chair.press("Send the minutes").reads("Minutes sent").picture("minutes")
    assert time.monotonic() - started < 60


def test_level_1_is_chaired_live_and_its_minutes_are_out_at_once(site, visit):
    cory, mel, priya, sam = people()
    address = site()
    arrange(visit(address, as_user=cory))
    meeting = Meeting.objects.get()
    lead = visit(address, as_user=priya, phone=True)
    answer(lead)
    chair = visit(address, as_user=mel)
    minute(chair, meeting)
    small = visit(address, as_user=mel, phone=True)
    second = meeting.items.order_by("position")[2]
    small.go(f"/meetings/{meeting.reference}/run?item={second.reference}").picture(
        "meeting-run-phone"
    )
    assert covered(small) < 1 / 3
    finish(chair)

    wait_for(lambda: Notice.objects.filter(person=priya, key__startswith="meetings.minutes"))
    assert not Notice.objects.filter(person=sam, key__startswith="meetings.minutes").exists()
    lead.go("/account/notices").follow("The minutes of a Level 1 meeting")
    lead.reads("The level is High.").reads("I want it to stop.").picture("minutes-phone")
    lead.go("/meetings/tasks/").picture("tasks-phone").follow("Ring the school")
    lead.type("What came of it", "They will ring us.").press("This is done").reads("Task done")
    assert Task.objects.get().outcome == "They will ring us."
    chair.go("/meetings/tasks/?whose=all&tab=done").reads("Ring the school").picture("tasks")


def test_level_1_is_minuted_without_scripts(site, visit):
    cory, mel, _priya, _sam = people()
    address = site()
    arrange(visit(address, as_user=cory, scripts=False))
    meeting = Meeting.objects.get()
    chair = visit(address, as_user=mel, scripts=False)
    chair.go(f"/meetings/{meeting.reference}/").press("Start the meeting")
    chair.page.get_by_label("Mel, ").select_option(label="Present")
    chair.press("Save who is here").follow("What each agency knows")
    chair.page.get_by_label("Agency", exact=True).select_option(label=str(_services()))
    chair.type("What it shared", "Met by a man in a grey car.").press("Save what was shared")
    chair.press("Give the task").reads("Write what is to be done")
    assert Statement.objects.get().text == "Met by a man in a grey car."
