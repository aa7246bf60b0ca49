"""A child is missing on a Saturday night: reported from a phone, taken on by the second person who is
asked, found, and back; and a carer's report is given its child.
"""

from datetime import date

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.children.models import Involvement
from cairn.missing.models import Call, Episode, Report
from tests.cast import _person
from tests.journeys.test_desk import people, wait_for

NOW = "2026-10-25T02:10"  # ten minutes after the clocks went back


def metco():
    return _person("Meg", Agency.objects.get(code="police"), Role.POLICE_METCO)


def worker(child):
    """Wren, who works with the child."""
    agency = child.involvements.get(kind="lead_practitioner").agency
    wren = _person("Wren", agency, Role.INTERVENTION_WORKER)
    Involvement.objects.create(
        child=child, agency=agency, person=wren, kind="intervention_worker", why="Direct work",
        since_on=date(2026, 1, 5),
    )  # fmt: skip
    return wren


def test_child_is_missing_and_back_on_the_night_the_clocks_change(site, visit):
    _officer, priya, child = people()
    meg, wren = metco(), worker(child)
    server = site(at=NOW)
    phone = visit(server, as_user=priya, phone=True)
    phone.go(f"/children/{child.reference}").follow("Missing").picture("missing-child-phone")
    phone.follow(f"Report {child.name} missing").choose("Missing", of="where the child is")
    phone.type("When was the child last seen", "1:30am")
    phone.press("Report").reads("The clocks showed 01:30 twice that night")
    phone.type("When was the child last seen", "1:30am BST").picture("missing-report-phone")
    phone.press("Report").reads("Still missing").reads("1:30am BST").picture("missing-open-phone")

    [call] = Call.objects.all()
    assert call.person == meg
    server.later("2026-10-25T02:20:30")
    wait_for(lambda: Call.objects.filter(person=wren).exists(), seconds=75)  # the job of the minute
    second = visit(server, as_user=wren, phone=True).go("/start")
    second.follow("Take on the report").picture("missing-report-to-take-on-phone")
    second.type("What do you do now", "I ring her carer").press("I take this on")
    second.reads("Taken on by Wren")
    visit(server, as_user=meg).go("/missing/").picture("missing-now").follow(child.name)

    server.later("2026-10-25T04:00")
    second.go("/missing/").follow(child.name).follow(f"{child.name} is back")
    second.type("When?", "10 minutes ago").type("How did they come back", "Walked home")
    second.picture("missing-back-phone").press("Save").reads("Return interview")
    second.reads("72 hours from the return, 28 October 2026 at 3:50am").picture(
        "missing-ended-phone"
    )
    desk = visit(server, as_user=meg).go("/missing/episodes").picture("missing-list")
    desk.follow(child.name).picture("missing-episode")
    assert Episode.objects.get().ended == "returned"


def test_carer_s_report_waits_until_somebody_says_who_the_child_is(site, visit):
    _officer, _priya, child = people()
    meg = metco()
    tess = _person("Tess", Agency.objects.get(code="youth-justice"), Role.PARTNER)
    server = site(at="2026-11-21T23:00")
    carer = visit(server, as_user=tess, phone=True).go("/missing/report")
    carer.type("First name", child.given_name).type("Last name", f"{child.family_name}s")
    carer.choose("Cumberland").choose("Missing", of="where the child is")
    carer.picture("missing-somebody-phone").press("Report").reads("Your report is kept")
    carer.picture("missing-reported-phone")
    desk = visit(server, as_user=meg).go("/missing/")
    desk.reads("Say which child it is").follow("A child nobody has named yet")
    desk.picture("missing-unnamed").choose(child.name).press("This is the child")
    desk.reads("The report has its child").reads(child.name)
    assert Report.objects.get().episode.child == child
