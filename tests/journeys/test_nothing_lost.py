"""Nothing that somebody types is lost: they leave a plan half written, mind two boxes of a meeting at
once, write beside somebody quicker, and are signed out in the middle of a sentence.
"""

import uuid

import pytest
from django.conf import settings
from django.core.management import call_command

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.assessments import actions as assessments
from cairn.drafts.models import FormDraft
from cairn.meetings import actions as meetings
from cairn.meetings.models import Decision, Meeting
from cairn.pathways import actions as pathways
from cairn.plans.models import PlanVersion
from tests.cast import _person
from tests.journeys import test_meeting as level_1
from tests.journeys.test_desk import wait_for
from tests.journeys.test_plan import people, unfold

SAFE = "Nan. Mr Hall at school."
WORRY = "Somebody older waits by the bus station."


def kept(visitor):
    """Wait until the page says that what was typed is kept."""
    visitor.page.get_by_text("Kept at").first.wait_for()


def fill_in(visitor):
    """All that a first plan must say."""
    visitor.type("What does the child say", "Ask me first.")
    visitor.type("How does the child tell somebody", "A pizza emoji to Nan.")
    visitor.type("Which places are safe", "The library.")
    visitor.type("Who does what, and by when", "Nan rings school on Mondays.")
    visitor.type("Whom can the child call", "Nan after 6.")
    visitor.type("What happens if the child goes missing", "Nan rings 101.")
    visitor.type("What can carers look out for", "A second phone.")
    visitor.choose("Yes", of="Did the child take part").choose("Yes", of="parents or carers")
    visitor.type("Which adults wrote it", "Priya")


def holds(visitor):
    """How many forms the window itself holds."""
    return visitor.page.evaluate(
        "Object.keys(sessionStorage).filter((one) => one.startsWith('cairn.typed')).length"
    )


def value(visitor, name):
    return visitor.page.locator(f"#id_{name}").input_value()


@pytest.mark.parametrize("phone", [True, False])
def test_plan_left_half_written_is_back_and_gone_once_saved(site, visit, phone):
    priya, _cory, child = people()
    write = f"/plans/child/{child.reference}/safety/write"
    size = "phone" if phone else "desk"
    visitor = visit(site(), as_user=priya, phone=phone)
    visitor.go(write).type("Who are the child’s safe people", SAFE)
    unfold(visitor, "With friends")
    visitor.page.locator("#id_peers_worry").fill(WORRY)
    kept(visitor)
    visitor.look().picture(f"draft-kept-{size}")
    visitor.choose("Yes", of="Did the child take part")
    visitor.page.get_by_role("link", name="Cancel").click()  # at once: the last choice is kept too
    visitor.page.wait_for_load_state("load")
    wait_for(lambda: FormDraft.objects.filter(typed__child_part=["yes"]))

    visitor.go(write).reads("You typed this at").picture(f"draft-back-{size}")
    assert value(visitor, "safe_people") == SAFE
    assert visitor.page.locator("#id_peers_worry").is_visible()
    visitor.press("Remove what I typed").reads("What you typed is removed.")
    assert value(visitor, "safe_people") == ""
    wait_for(lambda: not FormDraft.objects.exists())
    visitor.press("Put it back").reads("What you typed is back in the form.")
    assert value(visitor, "peers_worry") == WORRY
    wait_for(FormDraft.objects.exists)
    fill_in(visitor)
    visitor.press("Save the plan").reads("The plan is saved")
    assert PlanVersion.objects.get().content["peers_worry"] == WORRY
    assert not FormDraft.objects.exists()
    visitor.go(write).does_not_read("You typed this at")
    assert value(visitor, "safe_people") == SAFE


def test_what_was_typed_after_a_mistake_is_there_when_the_page_is_loaded_anew(site, visit):
    """The browser sends the form again, as it was with the mistake."""
    priya, _cory, child = people()
    visitor = visit(site(), as_user=priya).go(f"/plans/child/{child.reference}/safety/write")
    visitor.type("Which places are safe", "The library.").press("Save the plan")
    visitor.reads("There is a problem").type("Who are the child’s safe people", SAFE)
    wait_for(lambda: FormDraft.objects.filter(typed__safe_people=[SAFE]))
    visitor.page.reload()
    visitor.reads("You typed this at")
    assert value(visitor, "safe_people") == SAFE
    visitor.page.reload()
    visitor.reads("You typed this at")
    assert value(visitor, "safe_people") == SAFE
    assert value(visitor, "safe_places") == "The library."
    visitor.go("/start").go(f"/plans/child/{child.reference}/safety/write")
    assert value(visitor, "safe_people") == SAFE


def test_plan_left_half_written_meets_what_somebody_saved_meanwhile(site, visit):
    priya, cory, child = people()
    write = f"/plans/child/{child.reference}/safety/write"
    address = site()
    desk, other = visit(address, as_user=priya), visit(address, as_user=cory)
    other.go(write).type("Who are the child’s safe people", "Nan.")
    fill_in(other)
    other.press("Save the plan").reads("is saved")
    desk.go(write).type("Who are the child’s safe people", SAFE)
    kept(desk)
    desk.go(f"/children/{child.reference}")
    other.go(write).does_not_read(SAFE).type("Who are the child’s safe people", "Nan. Bo’s mum.")
    other.type("What did you change", "Rang Bo’s mum.").press("Save the plan").reads("is saved")
    desk.go(write).reads("You typed this at").type("What did you change", "Jo said so.")
    desk.page.get_by_role("button", name="Save the plan").click()
    desk.page.get_by_text("Cory changed this plan while you were writing").wait_for()
    desk.failed.clear()  # the answer is 409, and the page says so
    desk.look().reads("Nan. Bo’s mum.").picture("draft-overtaken")
    assert value(desk, "safe_people") == SAFE
    desk.press("Save the plan").reads("is saved")
    wait_for(lambda: not FormDraft.objects.exists())


def test_half_typed_decision_survives_another_box(site, visit):
    cory, mel, _priya, _sam = level_1.people()
    address = site()
    level_1.arrange(visit(address, as_user=cory))
    meeting = Meeting.objects.get()
    meetings.start_meeting(by=cory, reference=meeting.reference)
    run = f"/meetings/{meeting.reference}/run"
    chair = visit(address, as_user=mel)
    small = visit(address, as_user=mel, phone=True)
    chair.go(run).type("What was decided", "The level is")
    chair.type("What is to be done", "Ring the school")
    chair.page.get_by_label("Who does it").select_option(index=1)
    kept(chair)
    chair.page.get_by_label("Mel, ").select_option(label="Present")
    chair.press("Save who is here").reads("You typed this at").picture("draft-meeting")
    assert chair.page.get_by_label("What was decided").input_value() == "The level is"
    assert chair.page.get_by_label("Who does it").input_value()
    small.go(run).reads("You typed this at").picture("draft-meeting-phone")
    chair.type("What was decided", "The level is High.").press("Record the decision")
    assert Decision.objects.get().text == "The level is High."
    assert chair.page.get_by_label("What is to be done").input_value() == "Ring the school"
    assert chair.page.get_by_label("What was decided").input_value() == ""
    chair.press("Give the task").does_not_read("You typed this at")
    # What an agency shared cannot be saved by itself before it is said who: it is kept all the same.
    chair.type("What it shared", "Met by a man in a grey car.").reads("Choose which agency")
    kept(chair)
    chair.page.reload()
    chair.reads("You typed this at")
    assert chair.page.get_by_label("What it shared").input_value() == "Met by a man in a grey car."
    chair.page.get_by_label("Agency", exact=True).select_option(index=1)
    chair.page.get_by_text("Saved at").first.wait_for()
    wait_for(lambda: not FormDraft.objects.exists())


def signed_out(visitor):
    """The session ends while somebody writes."""
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def signed_in(visitor, visit, person):
    """Somebody signs in again at the same window."""
    other = visit(visitor.address, as_user=person)
    cookies = [
        one for one in other.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME
    ]
    visitor.context.add_cookies(cookies)


def send_while_signed_out(visitor, write):
    visitor.go(write).type("Who are the child’s safe people", SAFE)
    signed_out(visitor)
    visitor.type("Who does what, and by when", WORRY)
    visitor.page.get_by_role("button", name="Save the plan").click()
    visitor.page.get_by_role("heading", name="You were signed out").wait_for()
    visitor.failed.clear()  # 403, and perhaps what could not be kept
    visitor.look()


def test_whoever_was_signed_out_signs_in_and_goes_on(site, visit):
    priya, _cory, child = people()
    write = f"/plans/child/{child.reference}/safety/write"
    phone = visit(site(), as_user=priya, phone=True)
    send_while_signed_out(phone, write)
    phone.reads(WORRY).reads("Open the form again").picture("draft-signed-out-phone")
    signed_in(phone, visit, priya)
    phone.page.get_by_role("button", name="Sign in").last.click()
    phone.page.get_by_text("You typed this and it was not saved").wait_for()
    phone.look().picture("draft-after-sign-in-phone")
    assert value(phone, "safe_people") == SAFE
    wait_for(FormDraft.objects.exists)
    fill_in(phone)
    phone.type("Who does what, and by when", WORRY)
    phone.press("Save the plan").reads("The plan is saved")
    assert PlanVersion.objects.get().content["safe_people"] == SAFE
    wait_for(lambda: not FormDraft.objects.exists())
    assert holds(phone) == 0


def test_somebody_else_at_that_window_is_given_nothing(site, visit):
    priya, cory, child = people()
    write = f"/plans/child/{child.reference}/safety/write"
    desk = visit(site(), as_user=priya)
    send_while_signed_out(desk, write)
    signed_in(desk, visit, cory)
    desk.go("/start")
    assert holds(desk) == 0
    desk.go(write).does_not_read("You typed this")
    assert value(desk, "safe_people") == ""


def test_who_is_offline_is_told_and_loses_nothing(site, visit):
    priya, _cory, child = people()
    write = f"/plans/child/{child.reference}/safety/write"
    desk = visit(site(), as_user=priya)
    desk.go(write)
    desk.context.set_offline(True)
    desk.type("Who are the child’s safe people", SAFE)
    desk.reads("Not kept: you are offline.")
    desk.context.set_offline(False)
    desk.failed.clear()
    desk.page.reload()
    desk.reads("You typed this and it was not saved")
    assert value(desk, "safe_people") == SAFE
    wait_for(FormDraft.objects.exists)


def at_work(mel, child):
    """Every other page on which people write at length, and the field that they write in."""
    said = {"child": child.reference, "source": "hub", "who": "", "said": "A new phone."}
    first, second = (pathways.record_contact(by=mel, key=uuid.uuid4(), **said) for _ in "12")
    done = {"outcome": "level_1", "reason": "A new phone."}
    pathway = pathways.screen(by=mel, reference=first.reference, **done).pathway
    call_command("load_tools", "profiles/cumbria/tools", verbosity=0)
    filled = assessments.start_assessment(
        by=mel, child=child.reference, tool="seraf", key=uuid.uuid4()
    )
    version = pathway.version
    pathways.set_level(
        by=mel, reference=pathway.reference, level="low", reason="x", version=version, assessment=""
    )
    return [
        (f"/children/{child.reference}/change", "description"),
        (f"/children/{child.reference}/address/change", "address"),
        ("/children/add", "description"),
        (f"/line-of-time/child/{child.reference}/write", "detail"),
        (f"/pathways/child/{child.reference}/contact", "said"),
        (f"/pathways/contacts/{second.reference}", "reason"),
        (f"/pathways/{pathway.reference}/level", "reason"),
        (f"/pathways/{pathway.reference}/review", "note"),
        (f"/pathways/{pathway.reference}/end", "what_remains"),
        (f"/assessments/{filled.reference}/answers/significant", "missing-evidence"),
    ]


def test_other_long_forms_keep_what_is_typed(site, visit):
    _priya, _cory, child = people()
    mel = _person("Mel", Agency.objects.get(code="partnership"), Role.CERAR_MANAGER)
    pages = at_work(mel, child)
    desk = visit(site(), as_user=mel, is_long=True)
    # An assessment's page saves itself, but not what is too long.
    words = {page: WORRY * 500 if "/answers/" in page else WORRY for page, _ in pages}
    for page, name in pages:
        desk.go(page).page.locator(f"[name={name}]").fill(words[page])
        kept(desk)
    for page, name in pages:
        desk.go(page).reads("You typed this at")
        assert desk.page.locator(f"[name={name}]").input_value() == words[page], page
    desk.picture("draft-assessment")
    assert FormDraft.objects.count() == len(pages)


def test_two_windows_of_one_person_never_write_over_each_other(site, visit):
    priya, _cory, child = people()
    write = f"/plans/child/{child.reference}/safety/write"
    address = site()
    desk, phone = visit(address, as_user=priya), visit(address, as_user=priya, phone=True)
    phone.go(write)
    desk.go(write).type("Who are the child’s safe people", SAFE)
    kept(desk)
    phone.type("Which places are safe", "The library.").reads("Not kept: You wrote in this form")
    phone.look().page.reload()
    phone.reads("You typed this and it was not saved")
    assert value(phone, "safe_places") == "The library."
    desk.page.reload()
    desk.reads("You typed this at").type("Which places are safe", "Nan’s kitchen.")
    wait_for(lambda: FormDraft.objects.filter(typed__safe_places=["Nan’s kitchen."]))


def test_without_scripts_nothing_is_said_and_nothing_breaks(site, visit):
    priya, _cory, child = people()
    plain = visit(site(), as_user=priya, scripts=False)
    plain.go(f"/plans/child/{child.reference}/safety/write").does_not_read("Kept")
    plain.type("Who are the child’s safe people", SAFE)
    fill_in(plain)
    plain.press("Save the plan").reads("The plan is saved")
