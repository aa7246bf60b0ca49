"""A youth worker without an account answers the desk's question with her receipt code.

Somebody else's receipt, a wrong code and a reference that never was all read the same.
"""

import uuid

from cairn.accounts.people import STRANGER
from cairn.submissions.models import Message, Submission
from cairn.triage import actions as triage
from tests.journeys.test_desk import people, send


def test_youth_worker_answers_a_question_with_her_code(site, visit):
    officer, _priya, _child = people()
    receipt, other = send(STRANGER), send(STRANGER)
    row = Submission.objects.get(reference=receipt.reference)
    triage.ask(by=officer, reference=row.reference, text="What colour was the car?",
               version=row.version, key=uuid.uuid4())  # fmt: skip
    worker = visit(site(in_earnest=True), phone=True)
    answers = set()
    for reference, code in (
        (receipt.reference, other.code), (other.reference, receipt.code), ("SB-0000-0000", other.code),
    ):  # fmt: skip
        worker.go("/follow-up").type("Reference", reference).type("Code", code).press("Open")
        answers.add(worker.page.locator(".govuk-error-summary").inner_text())
    assert len(answers) == 1
    worker.go("/follow-up").type("Reference", receipt.reference).type("Code", receipt.code)
    worker.press("Open").reads("What colour was the car?").picture("question-phone")
    worker.page.locator("form[action*=answer] textarea").fill("Grey, with a dent.")
    worker.press("Send your answer").reads("Grey, with a dent.").reads("You answered")
    assert Message.objects.get(kind="answer").text == "Grey, with a dent."
    worker.press("Close it on this device")
    worker.go(f"/follow-up/{receipt.reference}").does_not_read("Grey, with a dent.")

    desk = visit(worker.address, as_user=officer)
    desk.go(f"/desk/{receipt.reference}").reads("Grey, with a dent.")
    desk.choose("Not exploitation").select("Which service?", "Adult social care").press("Decide")
    worker.go("/follow-up").type("Reference", receipt.reference).type("Code", receipt.code)
    worker.press("Open").reads("we have passed it to Adult social care")
