"""Notifications from other systems: the police's administrator makes a key, their system sends with it,
and a METCO officer takes a spreadsheet, having looked it through.
"""

import json
import re
import urllib.request

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.missing.models import Report
from tests.cast import _person
from tests.journeys.test_desk import people
from tests.journeys.test_missing import metco

HEADINGS = "message,council,given_name,family_name,born_on,reported_at\n"


def test_key_is_made_used_and_withdrawn(site, visit):
    people()
    police = Agency.objects.get(code="police")
    paul = _person("Paul", police, Role.AGENCY_ADMINISTRATOR)
    server = site()
    desk = visit(server, as_user=paul).go("/account/people").follow("Other systems")
    desk.type("Name of the system", "Police records").press("Add it").reads("has no key yet")
    desk.press("Make a key").picture("key-shown")
    [secret] = re.findall(r"cairn_[\w-]{40,}", desk.page.inner_text("main"))
    assert sent(server, secret)["message"] == "24-1/1"
    assert Report.objects.get().sender == "Police records"
    desk.press("Done").reads("Last used").picture("systems")
    phone = visit(server, as_user=paul, phone=True).go("/account/people/systems")
    phone.picture("systems-phone").press("Withdraw").reads("opens nothing any more")


def sent(server, secret):
    told = {"message": "24-1/1", "council": "cumberland", "reported_at": "2026-11-20T21:10:00Z"}
    request = urllib.request.Request(
        f"{server}/api/missing/notifications",
        json.dumps(told).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_spreadsheet_is_looked_through_before_it_is_taken(site, visit, tmp_path):
    people()
    meg = metco()
    file = tmp_path / "notifications.csv"
    file.write_text(
        HEADINGS
        + "1,cumberland,Robin,Madeup,,20/11/2026 21:10\n"
        + "2,cumberland,Kim,Invented,01/02/2012,20/11/2026 22:00\n"
        + "3,elsewhere,Jo,Invented,,last night\n"
    )
    server = site()
    for is_phone in (True, False):
        place = "-phone" if is_phone else ""
        visitor = visit(server, as_user=meg, phone=is_phone)
        visitor.go("/missing/").follow("Take notifications from a spreadsheet")
        visitor.picture(f"import{place}").page.get_by_label("The spreadsheet").set_input_files(file)
        visitor.press("Look it through").reads("council: Give the code")
        visitor.picture(f"import-check{place}")
        if is_phone:
            visitor.press("Take 2 rows").reads("2 notifications taken")
        else:
            visitor.reads("It was taken before")
    assert Report.objects.count() == 2
