"""From a concern to a protected child: a contact is recorded, screened, given a level, reviewed, moved
to the other council and ended.
"""

from cairn.accounts.roles import Role
from cairn.agencies.models import Agency
from tests.cast import _person
from tests.journeys.test_desk import people


def test_contact_becomes_a_pathway_and_the_pathway_ends(site, visit):
    _officer, priya, child = people()
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
    manager.press("Decide").reads("Waiting for the Level 1 meeting").follow("Set the level")
    manager.choose("High", of="Level").type(
        "Reasons", "Two phones, unknown adults, missing at night."
    )
    manager.picture("level").press("Set the level").reads("An intervention worker")
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
