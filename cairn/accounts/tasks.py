"""What happens by itself: e-mail goes out, patiently. Jobs hold references, never addresses."""

from procrastinate.contrib.django import app

from cairn.accounts import actions, people, queries
from cairn.accounts.choices import LetterState
from cairn.foundation import mail


@app.task(retry=mail.PATIENTLY)
def send_notice_letter(*, notice: str) -> None:
    by = people.system()
    letter = actions.take_notice_letter(by=by, reference=notice)
    if letter is not None:
        actions.record_notice_letter(by=by, reference=notice, letter=_post(letter))


@app.task(retry=mail.PATIENTLY)
def send_invitation_letter(*, invitation: str, invited_at: str) -> None:
    by = people.system()
    letter = queries.invitation_letter(by=by, reference=invitation, invited_at=invited_at)
    if letter is not None:
        actions.record_invitation_letter(by=by, reference=invitation, letter=_post(letter))


def _post(letter: queries.Letter) -> LetterState:
    """Send it. Raises where the mail server does not take it, and then the job is tried again."""
    if not mail.is_set_up():
        return LetterState.NOT_SET_UP
    mail.send(to=letter.to, page=letter.page)
    return LetterState.SENT
