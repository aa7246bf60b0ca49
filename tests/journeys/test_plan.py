"""A safety plan is written with the child on a phone, and nobody's words are lost on the way.

While the lead practitioner writes, the coordinator changes the plan at a desk: the second to save is
shown the first. Both copies fit one sheet of paper; two versions are read side by side.
"""

from io import BytesIO

from pypdf import PdfReader

from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.audit.models import AuditEvent
from cairn.children.actions import add_child, involve
from cairn.plans.models import PlanVersion
from tests.cast import _person
from tests.journeys.test_meeting import covered


def people():
    """A lead practitioner, the CERAR coordinator, and a child called Robin."""
    services = Agency.objects.get(code="cumberland-childrens-services")
    priya = _person("Priya", services, Role.LEAD_PRACTITIONER)
    cory = _person("Cory", Agency.objects.get(code="partnership"), Role.CERAR_COORDINATOR)
    child = add_child(
        by=system(), council=Council.objects.get(code="cumberland"), given_name="Robin",
        family_name="Madeup",
    )  # fmt: skip
    involve(by=system(), reference=child.reference, kind="lead_practitioner", agency=services,
            person=priya, why="Holds the plan")  # fmt: skip
    return priya, cory, child


def unfold(visitor, place):
    visitor.page.locator("summary", has_text=place).click()
    return visitor


def write_the_first(phone, child):
    phone.go(f"/children/{child.reference}").follow("Plan").picture("plan-empty-phone")
    phone.press("Write the plan").picture("plan-write-phone")
    phone.type("What does the child say", "I want people to ask me before they ring my mum.")
    phone.type(
        "How does the child tell somebody", "A pizza emoji to Nan. Nan rings and says come home."
    )
    phone.type("Who are the child’s safe people", "Nan. Mr Hall at school.")
    phone.type("Which places are safe", "The library until 7. Nan’s kitchen.")
    unfold(phone, "With friends")
    phone.page.locator("#id_peers_worry").fill("Somebody older waits by the bus station.")
    phone.page.locator("#id_peers_agreed").fill("I walk with Bo and not alone.")
    phone.type(
        "Who does what, and by when",
        "Nan rings school on Mondays.\nPriya meets me on Thursdays at 4.",
    )
    phone.type("Whom can the child call", "Priya, 07700 900123. Nan after 6.")
    phone.type(
        "What happens if the child goes missing", "Nan looks at the skate park, then rings 101."
    )
    phone.type("What can carers look out for", "A second phone, or new trainers.")
    phone.press("Save the plan").reads("There is a problem").picture("plan-errors-phone")
    phone.choose("Yes", of="Did the child take part").choose("Yes", of="parents or carers")
    phone.type("Which adults wrote it", "Priya, social worker, and Nan")
    phone.press("Save the plan").reads("The plan is saved").picture("plan-phone")


def write_at_the_same_time(phone, desk, child):
    where = f"/plans/child/{child.reference}/safety/write"
    phone.go(where)
    desk.go(where).picture("plan-write")
    desk.type("Who are the child’s safe people", "Nan. Mr Hall. Bo’s mum.")
    unfold(desk, "Online")
    desk.page.locator("#id_online_agreed").fill("No live location but to Nan.")
    desk.type("What did you change", "Rang Bo’s mum.").press("Save the plan").reads("is saved")
    phone.type("Who are the child’s safe people", "Nan. Mr Hall. Auntie Jo.")
    phone.type("What happens if the child goes missing", "Nan rings 101 after half an hour.")
    phone.type("What did you change", "Robin asked for this.")
    phone.press_refused("Save the plan", 409)
    phone.reads("Cory changed this plan while you were writing")
    phone.reads("Bo’s mum").picture("plan-overtaken-phone")
    assert covered(phone) < 1 / 3
    assert not phone.page.locator("#id_online_worry").is_visible()  # nobody wrote there: folded
    assert phone.page.locator("#id_online_agreed").input_value() == "No live location but to Nan."
    phone.type("Who are the child’s safe people", "Nan. Mr Hall. Bo’s mum. Auntie Jo.")
    phone.press("Save the plan").reads("is saved")
    now = PlanVersion.objects.get(number=3).content
    assert now["safe_people"] == "Nan. Mr Hall. Bo’s mum. Auntie Jo."
    assert now["online_agreed"] == "No live location but to Nan."
    assert now["missing"] == "Nan rings 101 after half an hour."
    assert PlanVersion.objects.get(number=2).content["safe_people"] == "Nan. Mr Hall. Bo’s mum."


def sheets(visitor):
    """What a printer would get of the page in view."""
    visitor.page.emulate_media(media="print")
    found = PdfReader(BytesIO(visitor.page.pdf(format="A4"))).pages
    visitor.page.emulate_media(media="screen")
    return [one.extract_text() for one in found]


def take_copies(desk, child):
    desk.go(f"/plans/child/{child.reference}").picture("plan").follow("Copy for the child")
    desk.reads("My plan").picture("plan-copy-child")
    (sheet,) = sheets(desk)
    for words in ("What you said", "pizza emoji", "Auntie Jo", "999"):
        assert words in sheet, words
    for words in ("bus station", "second phone", "Robin Madeup", child.reference, "Printed by"):
        assert words not in sheet, words
    desk.press("Print")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Take it away as a PDF").click()
    assert waiting.value.suggested_filename == "my-plan.pdf"
    assert len(PdfReader(waiting.value.path()).pages) == 1
    desk.go(f"/plans/child/{child.reference}/safety/copy/carers").picture("plan-copy-carers")
    (sheet,) = sheets(desk)
    assert "A second phone" in sheet
    assert "Printed by Cory" in sheet
    assert "bus station" not in sheet
    taken = AuditEvent.objects.filter(event__in=["plans.printed", "plans.downloaded"])
    assert [one.details["copy"] for one in taken.order_by("pk")] == ["child", "child", "carers"]


def test_plan_is_written_by_two_copied_and_compared(site, visit):
    priya, cory, child = people()
    address = site()
    phone = visit(address, as_user=priya, phone=True)
    desk = visit(address, as_user=cory)
    write_the_first(phone, child)
    write_at_the_same_time(phone, desk, child)
    take_copies(desk, child)
    desk.go(f"/plans/child/{child.reference}/safety/versions").picture("plan-versions")
    desk.follow("Compare two versions").reads("What changed").picture("plan-compare")
    desk.page.get_by_label("Then").select_option(label="Version 1")
    desk.press("Compare").reads("Somebody older waits by the bus station")
    phone.go(f"/plans/child/{child.reference}/safety/compare?then=1&now=3").picture(
        "plan-compare-phone"
    )
    desk.go(f"/plans/child/{child.reference}/safety/versions/1").picture("plan-version")
    desk.follow("Restore this version").reads("What changes").picture("plan-restore")
    phone.go(f"/plans/child/{child.reference}/safety/copy/child").picture("plan-copy-child-phone")


def test_plan_of_a_young_person_towards_18_is_written_without_scripts(site, visit):
    priya, _cory, child = people()
    plain = visit(site(), as_user=priya, scripts=False, phone=True)
    plain.go(f"/plans/child/{child.reference}").follow("Transition plan")
    plain.press("Write the plan").type("What does the young person want", "A flat with my dog.")
    plain.type("Which adult service", "Adult safeguarding").choose(
        "Agreed", of="agree to take part"
    )
    plain.type("When is the first meeting", "27 march 2027").press("Save the plan")
    plain.reads("27 March 2027").picture("transition-phone")
    plain.follow("Copy for the young person").reads("My plan from 18 on").picture(
        "transition-copy-phone"
    )
    assert not plain.page.get_by_role("button", name="Print").is_visible()
