"""A child is missing on a Saturday night: reported from a phone or by the police's own system, taken on
by the second person who is asked, found, and back; and a carer's report is given its child.
"""

import json
import urllib.request
import uuid
from datetime import date

from cairn.accounts import actions as accounts
from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.children.models import Child, Involvement
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
    phone.press(f"Report {child.name} missing").choose("Missing", of="where the child is")
    phone.type("When was the child last seen", "1:30am")
    phone.press("Report").reads("The clocks showed 01:30 twice that night")
    phone.type("When was the child last seen", "1:30am BST").picture("missing-report-phone")
    phone.press("Report").reads("Still missing").reads("1:30am BST").picture("missing-open-phone")

    [call] = Call.objects.all()
    assert call.person == meg
    site.later("2026-10-25T02:20:30")
    wait_for(lambda: Call.objects.filter(person=wren).exists(), seconds=75)  # the job of the minute
    second = visit(server, as_user=wren, phone=True).go("/start")
    second.follow("Take on the report").picture("missing-report-to-take-on-phone")
    second.type("What do you do now", "I ring her carer").press("I take this on")
    second.reads("Taken on by Wren")
    visit(server, as_user=meg).go("/missing/").picture("missing-now").follow(child.name)

    site.later("2026-10-25T04:00")
    second.go("/missing/").follow(child.name).press(f"{child.name} is back")
    second.type("When?", "10 minutes ago").type("How did they come back", "Walked home")
    second.picture("missing-back-phone").press("Save").reads("Return interview")
    second.reads("The 72 hours from the return end on 28 October 2026 at 3:50am").picture(
        "missing-ended-phone"
    )
    desk = visit(server, as_user=meg).go("/missing/episodes").picture("missing-list")
    desk.follow(child.name).picture("missing-episode")
    assert Episode.objects.get().ended == "returned"


def test_police_notify_that_night_and_the_second_person_takes_it_on_where_their_page_says_so(
    site, visit
):
    _officer, _priya, child = people()
    Child.objects.filter(pk=child.pk).update(born_on=date(2012, 5, 4))
    _meg, wren, secret = metco(), worker(child), key_of_the_police()
    server = site(at=NOW)
    second = visit(server, as_user=wren, phone=True).go("/who-to-call")
    wait_for(lambda: is_connected(second))
    evening = {
        "message": "1",
        "last_seen_at": "2026-10-24T15:00+01:00",
        "reported_at": "2026-10-24T16:00+01:00",
        "returned_at": "2026-10-24T20:00+01:00",
    }
    notify(server, secret, evening)
    night = {"message": "2", "last_seen_at": "2026-10-25T01:10", "reported_at": "2026-10-25T02:10"}
    notify(server, secret, night)
    second.does_not_read("is reported missing")

    site.later("2026-10-25T02:20:30")
    second.page.get_by_text(f"{child.name} is reported missing. Take it on.").first.wait_for(
        timeout=90_000
    )  # the job of the minute asks, and the page that is open says so by itself
    second.look().picture("missing-asked-second-phone")
    report = Report.objects.get(message="2")
    link = f"Open the report {report.reference}"
    second.follow(link).reads("Nobody has taken this on yet").reads("Written “2026-10-25T01:10”")
    second.type("What do you do now", "I ring her carer").press("I take this on")
    second.reads("Taken on by Wren").follow(f"episode {report.episode.reference}")
    second.reads("“2026-10-25T01:10” was read as 25 October 2026 at 1:10am BST")
    second.page.get_by_text("Who knew what, and when").click()
    known = second.look().picture("missing-who-knew-phone").page.inner_text("main")
    asked = known[known.index("Who was asked") :]
    assert (
        asked.index("Meg") < asked.index("No screen of theirs has shown it") < asked.index("Wren")
    )
    assert asked.index("Their screen showed it") < asked.index("They took it on")
    [first, then] = Call.objects.filter(report=report)
    assert (then.asked_at - first.asked_at).total_seconds() >= 600

    over = Report.objects.get(message="1").episode
    second.go(f"/missing/episodes/{over.reference}").reads("27 October 2026 at 7pm")


def is_connected(visitor):
    return visitor.page.evaluate("document.body.dataset.liveNow") == "yes"


def key_of_the_police():
    police = Agency.objects.get(code="police")
    paul = _person("Paul", police, Role.AGENCY_ADMINISTRATOR)
    made = accounts.add_system(by=paul, name="Police records")
    ask = {"by": paul, "reference": made.reference, "days": 92, "asked_as": uuid.uuid4()}
    return accounts.make_key(**ask)[1]


def notify(server, secret, told):
    told = {"council": "cumberland", "given_name": "Robin", "family_name": "Madeup",
            "born_on": "2012-05-04", "grade": "high", **told}  # fmt: skip
    request = urllib.request.Request(
        f"{server}/api/missing/notifications", json.dumps(told).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201


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
    desk.reads("Say which child it is").follow("(as reported)")
    desk.picture("missing-unnamed").choose(child.name).press("This is the child")
    desk.reads("The report has its child").reads(child.name)
    assert Report.objects.get().episode.child == child
