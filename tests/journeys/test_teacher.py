"""A teacher at seven on a bank-holiday evening, on her phone, without an account.

She is told plainly that nobody reads now and until when, shares what she saw about one child, one
adult and one place in nine screens, keeps her receipt, and looks again.
"""

import re

from cairn.submissions.models import Draft, Submission

BANK_HOLIDAY_EVENING = "2026-12-28T19:00"
STORY = "Two lads waited at the gate again. She said “he will be angry if I am late” and ran."


def test_teacher_shares_what_she_saw_on_a_bank_holiday_evening(site, visit):
    teacher = visit(site(at=BANK_HOLIDAY_EVENING), phone=True)
    teacher.go("/").picture("front-phone").press("Share information")
    teacher.reads(re.compile("9am on Tuesday 29 December")).picture("gate-phone")
    screens = len(teacher.seen) - 1
    teacher.choose("None of these").choose("Yes", of="Is it about a child being exploited?")
    teacher.choose("I don’t know", of="Does the child have").press("Continue")

    teacher.type("What did you see or hear?", STORY).type("When was it?", "yesterday")
    teacher.choose("One or more children").choose("An adult of concern").choose("A place")
    teacher.picture("story-phone").press("Save and continue")
    teacher.type("Name", "Robin Madeup").type("Date of birth or age", "about 13")
    teacher.press("Save and continue")
    teacher.type("Name", "A man they call Fitz").press("Save and continue")
    teacher.type("Name or address", "The steps behind the arcade").press("Save and continue")
    teacher.choose("I saw or heard it myself").choose("Yes", of="Have you told the adult")
    teacher.press("Save and continue")
    teacher.type("Your name", "Tess Invented").type("Where you work", "Hill School")
    teacher.press("Save and continue")
    teacher.reads("We read this as 27 December 2026").picture("check-phone").press("Send")

    teacher.reads("Sent. Thank you").picture("receipt-phone")
    assert len(teacher.seen) - 1 - screens + 1 <= 9, teacher.seen
    reference, code = teacher.page.locator(".cairn-code").all_inner_texts()
    kept = Submission.objects.get(reference=reference)
    assert kept.content["story"]["what"] == STORY
    assert kept.mentions.count() == 3

    teacher.go("/follow-up").type("Reference", reference.lower().replace("-", " ")).type(
        "Code", code
    )
    teacher.press("Open").reads("Nobody has read it yet").picture("followed-phone")


def test_teacher_comes_back_to_what_she_was_writing(site, visit):
    """The browser closes half way; nothing she typed is lost."""
    address = site()
    teacher = visit(address, phone=True)
    teacher.go("/share").choose("None of these").choose("Yes", of="Is it about a child")
    teacher.choose("No", of="Does the child have").press("Continue")
    teacher.type("What did you see or hear?", STORY)
    teacher.page.locator("[data-autosave-status]", has_text="aved").wait_for()
    kept = teacher.context.storage_state()
    teacher.page.close()
    assert Draft.objects.get().answers["story"]["what"] == STORY

    again = visit(address, phone=True)
    again.context.add_cookies(kept["cookies"])
    again.go("/share").follow("Carry on with what you started").follow("What was noticed")
    assert again.page.get_by_label("What did you see or hear?").input_value() == STORY


def test_teacher_needs_no_scripts(site, visit):
    teacher = visit(site(), scripts=False)
    teacher.go("/share").press("Continue").reads("There is a problem")
    teacher.choose("None of these").choose("Yes", of="Is it about a child")
    teacher.choose("No", of="Does the child have").press("Continue")
    teacher.type("What did you see or hear?", STORY).press("Save and continue")
    teacher.choose("I saw or heard it myself").choose("There is no particular child")
    teacher.press("Save and continue").press("Save and continue").press("Send")
    teacher.reads("Sent. Thank you")
