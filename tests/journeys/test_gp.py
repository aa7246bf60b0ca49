"""A GP whose concern is a crime: sent to 101 first, with the patient's choices explained, and the
rest of what she knows is not lost.
"""

from cairn.submissions.choices import Rank
from cairn.submissions.models import Submission


def test_gp_is_sent_to_101_and_still_shares_the_rest(site, visit):
    gp = visit(site(at="2026-11-23T11:00"))
    gp.go("/").press("Share information").choose("A crime has been committed")
    gp.choose("Yes", of="Is it about a child").choose("I don’t know", of="Does the child have")
    gp.press("Continue").reads("101").reads("recorded").picture("crime")
    gp.choose("Yes", of="Have you called?").type("Time of the call", "ten past eleven, log 42")
    gp.press("Save and continue")
    gp.type(
        "What did you see or hear?", "A patient has injuries that her account does not explain."
    )
    gp.press("Save and continue").choose("The child told me").choose(
        "No", of="Have you told the adult"
    )
    gp.press("Save and continue").reads("Enter why you have not told them")
    gp.type("If not, why not?", "It may put her in danger.").press("Save and continue")
    gp.press("Save and continue").press("Send").reads("Sent. Thank you")
    kept = Submission.objects.get()
    assert kept.rank == Rank.CRIME
    assert kept.content["call"]["call_reference"] == "ten past eleven, log 42"


def test_gp_in_danger_is_told_999_at_once(site, visit):
    gp = visit(site(), phone=True)
    gp.go("/share").choose("Somebody is in danger right now").choose(
        "Yes", of="Is it about a child"
    )
    gp.choose("No", of="Does the child have").press("Continue")
    gp.reads("999").picture("danger-phone")
    assert gp.page.get_by_role("link", name="999").first.get_attribute("href") == "tel:999"


def test_gp_whose_concern_is_something_else_is_shown_where_to_go(site, visit):
    gp = visit(site())
    gp.go("/share").choose("None of these").choose("No", of="Is it about a child")
    gp.choose("No", of="Does the child have").press("Continue")
    gp.reads("This should go somewhere else").reads("Call 101")
    assert not Submission.objects.exists()
