"""A child is assessed: on a phone, without scripts, and at a desk; and read beside the last time.

The lead practitioner starts with SERAF on a phone, a colleague goes on, and she finishes at a desk.
Two people who write on one page are shown both texts.
"""

import uuid

from django.core.management import call_command

from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency, Council
from cairn.assessments import actions, rules
from cairn.assessments.models import Assessment
from cairn.children.actions import add_child, involve
from tests.cast import _person

MISSING = "Missing by day or overnight"


def people():
    """A lead practitioner, the CERAR coordinator, and a child called Robin."""
    call_command("load_tools", "profiles/cumbria/tools", verbosity=0)
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


def say_no(by, row, *, but=()):
    """Answer "No" to what is not answered yet, as a colleague would on the other pages."""
    for domain in row.tool.definition.domains:
        said = {
            one.code: {"when": ["no"], "evidence": ""}
            for one in row.tool.definition.of_domain(domain.code)
            if one.code not in but and not row.answers.get(one.code)
        }
        row = actions.save_answers(
            by=by, reference=row.reference, part=domain.code, version=row.version_of(domain.code),
            said=said,
        )  # fmt: skip
    return row


def finish(by, child, **when):
    """A finished SERAF, made earlier."""
    row = actions.start_assessment(by=by, child=child.reference, tool="seraf", key=uuid.uuid4())
    tool = row.tool.definition
    about = {
        "informed_by": "School",
        "learning_disability": "no",
        "child_aware": "yes",
        "carer_aware": "no",
    }
    words = {
        "about": about,
        "voice": {"no_view_because": "Asked for time"},
        "analysis": {"analysis": "Early"},
    }
    for part in rules.parts(tool):
        said = words.get(part) or {
            one.code: {"when": when.get(one.code, "no").split(), "evidence": "School saw it"}
            for one in tool.of_domain(part)
        }
        row = actions.save_answers(
            by=by, reference=row.reference, part=part, version=0, said=said
        )  # fmt: skip
    return actions.finish_assessment(by=by, reference=row.reference, version=row.version)


def test_child_is_assessed_on_a_phone_and_at_a_desk(site, visit):
    priya, cory, child = people()
    finish(priya, child, unexplained_goods="now", drugs="unknown", out_late="now")
    address = site()
    phone = visit(address, as_user=priya, phone=True)
    phone.go(f"/children/{child.reference}").follow("Assessments").picture("list-phone")
    phone.press("Start an assessment").picture("start-phone")
    phone.choose("SERAF: sexual exploitation risk assessment framework").press("Start")
    row = Assessment.objects.get(finished_at=None)
    phone.reads("Not started").picture("tasks-phone")
    phone.follow("Significant risk indicators").reads("part 4 of 6")
    phone.choose("No", of=MISSING)  # which ticking a time takes away
    phone.choose("Now or in the last 6 months", of=MISSING).choose("6 to 12 months ago", of=MISSING)
    phone.page.locator("#id_missing-evidence").fill("Four times since September, twice overnight")
    phone.page.get_by_text("Saved at").first.wait_for()
    phone.picture("fill-phone").press("Save and see all parts").reads("In progress")

    plain = visit(address, as_user=cory, scripts=False).go(
        f"/assessments/{row.reference}/answers/about"
    )
    plain.type("Who took part", "Robin, school and the youth worker").press("Save and go on")
    plain.reads("Vulnerabilities")

    say_no(cory, Assessment.objects.get(pk=row.pk), but=["alcohol"])
    desk = visit(address, as_user=priya).go(f"/assessments/{row.reference}/check")
    desk.reads("Moderate risk indicators: 1 question is not answered").picture("check-missing")
    desk.follow("Moderate risk indicators: 1 question").choose("Not known", of="Use of alcohol")
    desk.picture("fill").press("Save and see all parts").follow("About this assessment")
    for question in ("learning disability", "child know about", "parents or carers know"):
        desk.choose("Yes", of=question)
    desk.press("Save and see all parts").follow("The child’s view")
    desk.type(
        "What does the child say", "They say they are my mates. I want my sister to stop crying."
    )
    desk.press("Save and go on").type("What do you make of it", "Adults use lifts and money.")
    desk.press("Save and go on").reads("Once it is finished it cannot be changed").picture("check")
    desk.press("Finish the assessment").reads("What the answers prompt").picture("assessment")
    desk.follow("Compare with last time").reads("Appeared").picture("compare")
    row.refresh_from_db()
    assert (row.outcome["total"], row.outcome["prompt"]["level"]) == (6, "medium")  # a disability

    small = visit(address, as_user=priya, phone=True)
    small.go(f"/assessments/{row.reference}").picture("assessment-phone")
    small.go(f"/assessments/{row.reference}/compare").picture("compare-phone")
    visit(address, as_user=priya).go(f"/assessments/child/{child.reference}").picture("list")


def test_two_people_on_one_page_see_both_texts(site, visit):
    priya, cory, child = people()
    row = actions.start_assessment(
        by=priya, child=child.reference, tool="cerar-risk", key=uuid.uuid4()
    )
    address = site()
    where = f"/assessments/{row.reference}/answers/analysis"
    first = visit(address, as_user=priya, scripts=False, phone=True).go(where)
    second = visit(address, as_user=cory).go(where)
    second.type("What do you make of it", "Somebody gives lifts.").press("Save and go on")
    first.type("What do you make of it", "Somebody gives money.")
    first.press_refused("Save and go on", 409)
    first.reads("Somebody else changed this record while you were writing")
    first.reads("Somebody gives lifts.")
    first.picture("overtaken-phone").press("Save and go on")
    row.refresh_from_db()
    assert row.analysis == "Somebody gives money."
