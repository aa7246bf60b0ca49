"""A lead practitioner sees at a glance that a child who was missing 27 times is missing no more,
writes what happened at school, and takes back what was wrong.
"""

import uuid
from datetime import date, timedelta

from cairn.foundation import clock
from cairn.missing.models import Episode
from cairn.pathways import actions as pathways
from tests.journeys.test_cerar import manager_of_cerar
from tests.journeys.test_desk import people

NOW = "2026-11-21T10:00"


def test_story_of_a_spring_is_read_at_a_glance_and_goes_on(site, visit):
    _officer, priya, child = people()
    mel = manager_of_cerar()
    _a_spring(priya, mel, child)
    address = site(at=NOW)
    lead = visit(address, as_user=priya).go(f"/children/{child.reference}")
    lead.reads("Reported missing 27 times").picture("child-with-line")
    lead.follow("Line of time").reads("Not once in the 4 months since").picture("line")
    lead.press("Write what happened").choose("School, college or work")
    lead.press("Keep it").reads("Say when it happened.").press("Keep it")
    lead.follow("Cancel").reads("Not once in the 4 months since")
    for _ in range(2):  # each of the two answers is the form by now
        lead.back().does_not_read("Say when it happened.")
    lead.choose("School, college or work")
    lead.type("When did it happen?", "2 September").type(
        "What happened?", "Back at school every day"
    )
    lead.reads("This means Wednesday 2 September 2026.")
    lead.choose("It made things better").picture("line-write").press("Keep it")
    lead.reads("Back at school every day")

    phone = visit(address, as_user=priya, phone=True).go(f"/line-of-time/child/{child.reference}")
    phone.reads("Reported missing 27 times").picture("line-phone")
    phone.follow("Back at school every day")
    phone.page.locator("summary", has_text="This is wrong").click()
    phone.type("Why is it", "It was in October.").picture("line-entry-phone")
    phone.press("Take it back").does_not_read("Back at school every day")
    phone.go(f"/children/{child.reference}").reads("Not once in the 4 months")
    phone.picture("child-with-line-phone")


def _a_spring(priya, mel, child):
    """May and June: missing 27 times, and a pathway; then quieter."""
    with clock.at(clock.from_iso("2026-05-04T09:00:00+00:00")):
        contact = pathways.record_contact(
            by=mel, key=uuid.uuid4(), child=child.reference, source="hub", said="Away at night."
        )
        made = pathways.screen(
            by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
        )
    for moment, version, level in (("05-11", 1, "high"), ("08-03", 2, "medium")):
        with clock.at(clock.from_iso(f"2026-{moment}T09:00:00+00:00")):
            pathways.set_level(
                by=mel, reference=made.pathway.reference, version=version, level=level,
                reason="What the meeting knows",
            )  # fmt: skip
    with clock.at(clock.from_iso("2026-07-01T09:00:00+00:00")):
        for number in range(27):
            at = clock.instant_of(date(2026, 5, 1) + timedelta(days=2 * number))
            Episode.objects.create(
                child=child, council=child.council, kind="missing", from_at=at, opened_at=at,
                until_at=at + timedelta(hours=5), ended="returned", opened_by=priya,
            )  # fmt: skip
