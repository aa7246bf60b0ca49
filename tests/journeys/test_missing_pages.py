"""Every page of missing children, on a phone and on a desk, with long names and long words."""

import uuid
from datetime import timedelta

import pytest

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from cairn.children.actions import add_child
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.missing import actions
from tests.cast import _person
from tests.journeys.test_cerar import manager_of_cerar
from tests.journeys.test_desk import people
from tests.journeys.test_missing import metco, worker

HOUR = timedelta(hours=1)
LONG = "Maximilian-Alexander Featherstonehaugh-Cholmondeley"
WORDS = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch https://elsewhere.example/"
    + "x" * 80
)


def reported(by, child, hours, **told):
    now = clock.now()
    return actions.report_child(
        by=by, child=child.reference, key=uuid.uuid4(), reported_at=now - hours * HOUR,
        last_seen_at=now - (hours + 1) * HOUR, police_reference="LOG-" + "9" * 50,
        said={"circumstances": WORDS, "last_seen_where": WORDS, "reported_by": WORDS}, **told,
    )  # fmt: skip


@pytest.fixture
def known(partnership_profile):
    """A child with a long name who was missing often, and is; and a child nobody has named."""
    _officer, priya, child = people()
    Child.objects.filter(pk=child.pk).update(given_name=LONG, family_name="")
    mel, meg, wren = manager_of_cerar(), metco(), worker(child)
    for day in (9, 6, 3):
        over = reported(priya, child, 24 * day, returned_at=clock.now() - (24 * day - 3) * HOUR)
    still = reported(priya, child, 2)
    tess = _person("Tess", Agency.objects.get(code="youth-justice"), Role.PARTNER)
    unnamed = actions.report_somebody(
        by=tess, council=child.council, key=uuid.uuid4(), reported_at=clock.now(),
        given_name=LONG, family_name=LONG, said={"home": WORDS, "worries": WORDS},
    )  # fmt: skip
    actions.acknowledge(by=wren, reference=still.reference, does=WORDS[:200])
    return {"mel": mel, "meg": meg, "tess": tess, "child": child, "unnamed": unnamed,
            "over": over.episode, "still": still}  # fmt: skip


def test_every_page_fits(site, visit, known):
    server = site()
    child, over, still = known["child"].reference, known["over"].reference, known["still"]
    pages = {
        "now": ("meg", "/missing/"), "list": ("mel", "/missing/episodes"),
        "child": ("mel", f"/missing/child/{child}"),
        "report-child": ("mel", f"/missing/child/{child}/report"),
        "discussion": ("mel", f"/missing/child/{child}/discussion"),
        "report": ("meg", f"/missing/reports/{still.reference}"),
        "unnamed": ("meg", f"/missing/reports/{known['unnamed'].reference}"),
        "reported": ("tess", f"/missing/reported/{known['unnamed'].reference}"),
        "somebody": ("tess", "/missing/report"), "mine": ("tess", "/missing/my-reports"),
        "import": ("meg", "/missing/import"),
        "open": ("mel", f"/missing/episodes/{still.episode.reference}"),
        "over": ("mel", f"/missing/episodes/{over}"),
        "say": ("mel", f"/missing/episodes/{over}/say/returned"),
        "found": ("mel", f"/missing/episodes/{over}/say/found"),
        "grade": ("mel", f"/missing/episodes/{over}/grade"),
        "not-back": ("mel", f"/missing/episodes/{over}/not-back"),
        "mistake": ("mel", f"/missing/episodes/{still.episode.reference}/mistake"),
    }  # fmt: skip
    for is_phone in (True, False):
        visitors = {
            who: visit(server, as_user=known[who], phone=is_phone) for who in ("mel", "meg", "tess")
        }
        for name, (who, address) in pages.items():
            visitor = visitors[who].go(address)
            for fold in visitor.page.locator("main summary").all():
                fold.click()
            visitor.look().picture(f"page-{name}{'-phone' if is_phone else ''}")


@pytest.mark.parametrize("is_phone", [True, False])
def test_which_child_it_was_is_one_press_and_enter_presses_none(site, visit, known, is_phone):
    mel, episode = known["mel"], known["still"].episode
    seen = [known["child"].reference]
    for name in ("Hart", "Okonjo"):
        born_on = clock.today() - timedelta(days=15 * 365)
        seen.append(add_child(by=mel, council=known["child"].council, given_name="Robin",
                              family_name=name, born_on=born_on, not_these=seen).reference)  # fmt: skip
    visitor = visit(site(), as_user=mel, phone=is_phone)
    visitor.go(f"/missing/episodes/{episode.reference}/say/found").type("When?", "10 minutes ago")
    visitor.type("Children they were with", "Robin").press("Save").reads("Which “Robin”?")
    visitor.picture(f"which-{'phone' if is_phone else 'desk'}")
    visitor.page.get_by_label("Children they were with").press("Enter")
    visitor.page.wait_for_load_state("load")
    visitor.reads("Which “Robin”?").press("Robin Okonjo").does_not_read("Which “Robin”?")
    visitor.press("Save").reads("The child was found: kept.").reads("Robin Okonjo")
