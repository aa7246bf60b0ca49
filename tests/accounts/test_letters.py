"""E-mail, against a real mail server: it says that something waits, and never what."""

import asyncio
import socket
from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPException
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.accounts import actions, invitations, rules, tasks
from cairn.accounts.choices import LetterState
from cairn.accounts.models import Invitation, Notice
from cairn.accounts.roles import Role
from cairn.audit import trail
from cairn.foundation import clock, jobs, mail
from cairn.foundation.mail import SMTP


class Mailbox:
    def __init__(self):
        self.received = []
        self.answer = "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        if self.answer.startswith("250"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.received.append((envelope.rcpt_tos, message))
        return self.answer


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailbox(settings):
    """A mail server that keeps what it gets."""
    box = Mailbox()
    port = _free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = False
    settings.PUBLIC_ADDRESS = "https://cairn.example"
    box.controller = controller
    yield box
    if controller.loop.is_running():
        controller.stop()


def give(system, tess, key="one"):
    return actions.give_notice(
        by=system, person=tess, key=key, wording="New information names Jade.", page="accounts:me"
    )


def test_letter_names_nobody_and_gives_no_reason(mailbox, system, tess):
    notice = give(system, tess)
    tasks.send_notice_letter(notice=notice.reference)
    [(to, message)] = mailbox.received
    assert to == [tess.email]
    assert message["Subject"] == "You have something to see in Cairn"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_content().replace("\r\n", "\n")
    assert text == mail.TEXT.format(address="https://cairn.example/account/notices")
    assert {name for name in ("Jade", "Tess", "tess") if name in mail.TEXT + mail.SUBJECT} == set()
    notice.refresh_from_db()
    assert (notice.letter, notice.sent_at is not None) == (LetterState.SENT, True)


def test_letter_goes_once(mailbox, system, tess):
    notice = give(system, tess)
    tasks.send_notice_letter(notice=notice.reference)
    tasks.send_notice_letter(notice=notice.reference)
    assert len(mailbox.received) == 1


def test_letter_covers_what_comes_a_moment_later(mailbox, system, tess, sam):
    first, second = give(system, tess), give(system, tess, key="two")
    others = give(system, sam)
    for notice in (first, second, others):
        tasks.send_notice_letter(notice=notice.reference)
    assert [to for to, _ in mailbox.received] == [[tess.email], [sam.email]]
    second.refresh_from_db()
    assert second.letter == LetterState.COVERED
    with clock.shifted(timedelta(minutes=31)):
        third = give(system, tess, key="three")
        tasks.send_notice_letter(notice=third.reference)
    assert len(mailbox.received) == 3


def test_letter_waits_for_what_becomes_of_another_on_its_way(mailbox, system, tess):
    first, second = give(system, tess), give(system, tess, key="two")
    mailbox.answer = "451 Try again later"
    with pytest.raises(SMTPException):
        tasks.send_notice_letter(notice=first.reference)
    tasks.send_notice_letter(notice=second.reference)
    assert letters() == {first.pk: LetterState.WAITING, second.pk: LetterState.WAITING}
    later = ProcrastinateJob.objects.get(scheduled_at__isnull=False)
    assert later.args == {"notice": second.reference}
    mailbox.answer = "250 OK"
    tasks.send_notice_letter(notice=first.reference)
    tasks.send_notice_letter(notice=second.reference)
    assert len(mailbox.received) == 1
    assert letters() == {first.pk: LetterState.SENT, second.pk: LetterState.COVERED}


@pytest.mark.parametrize("what_happens", ["nothing", "the first is dealt with"])
def test_letter_that_never_went_covers_nothing(mailbox, system, tess, what_happens):
    """The first gives up, or falls silent: the second goes by itself."""
    first, second = give(system, tess), give(system, tess, key="two")
    mailbox.answer = "451 Try again later"
    with pytest.raises(SMTPException):
        tasks.send_notice_letter(notice=first.reference)
    tasks.send_notice_letter(notice=second.reference)
    mailbox.answer = "250 OK"
    if what_happens != "nothing":
        actions.open_notice(by=tess, reference=first.reference)
        tasks.send_notice_letter(notice=first.reference)
        assert mailbox.received == []
    with clock.shifted(rules.SENDING_TAKES):
        tasks.send_notice_letter(notice=second.reference)
    assert len(mailbox.received) == 1
    assert letters()[second.pk] == LetterState.SENT


def letters():
    return dict(Notice.objects.values_list("pk", "letter"))


@pytest.mark.django_db(transaction=True)
def test_letters_to_one_person_are_not_taken_at_once(system, tess):
    """The second waits until the first is taken, and then for what becomes of it."""
    first, second = give(system, tess), give(system, tess, key="two")
    taken = []

    def take_second():
        try:
            taken.append(actions.take_notice_letter(by=system, reference=second.reference))
        finally:
            connections.close_all()

    thread = Thread(target=take_second)
    with trail.act():
        assert actions.take_notice_letter(by=system, reference=first.reference)
        thread.start()
        thread.join(0.5)
        assert taken == []
    thread.join(20)
    assert taken == [None]


def test_letter_is_not_sent_for_what_was_seen_already(mailbox, system, tess):
    notice = give(system, tess)
    actions.open_notice(by=tess, reference=notice.reference)
    tasks.send_notice_letter(notice=notice.reference)
    assert mailbox.received == []


def test_letter_is_not_sent_to_somebody_who_left(mailbox, system, tess):
    notice = give(system, tess)
    tess.ended_at = clock.now()
    tess.save()
    tasks.send_notice_letter(notice=notice.reference)
    assert mailbox.received == []


def test_letter_is_recorded_as_not_sent_where_there_is_no_mail(settings, system, tess):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    notice = give(system, tess)
    tasks.send_notice_letter(notice=notice.reference)
    notice.refresh_from_db()
    assert notice.letter == LetterState.NOT_SET_UP


def test_check_warns_where_there_is_no_mail(settings):
    from cairn.accounts.checks import mail_is_set_up

    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    assert [problem.id for problem in mail_is_set_up(None)] == ["accounts.W001"]
    settings.EMAIL_HOST = "mail.example"
    assert mail_is_set_up(None) == []


def test_invitation_letter_carries_the_link_that_works(mailbox, ada, a_week, client):
    made = actions.invite(by=ada, email="noor@example.test", name="Noor", roles=[Role.PARTNER])
    tasks.send_invitation_letter(invitation=made.reference, invited_at=made.invited_at.isoformat())
    [(to, message)] = mailbox.received
    assert to == ["noor@example.test"]
    text = message.get_content()
    assert "Noor" not in text
    link = next(line for line in text.splitlines() if line.startswith("https://cairn.example"))
    assert client.get(link.removeprefix("https://cairn.example")).status_code == 200
    made.refresh_from_db()
    assert made.letter == LetterState.SENT


def test_invitation_letter_of_an_older_link_is_not_sent(mailbox, ada, a_week):
    made = actions.invite(by=ada, email="noor@example.test", name="Noor", roles=[Role.PARTNER])
    before = made.invited_at.isoformat()
    with clock.shifted(timedelta(hours=1)):
        again = actions.send_again(by=ada, reference=made.reference)
        tasks.send_invitation_letter(invitation=made.reference, invited_at=before)
        assert mailbox.received == []
        tasks.send_invitation_letter(
            invitation=made.reference, invited_at=again.invited_at.isoformat()
        )
        assert len(mailbox.received) == 1


def test_invitation_letter_is_not_sent_once_withdrawn(mailbox, ada, a_week):
    made = actions.invite(by=ada, email="noor@example.test", name="Noor", roles=[Role.PARTNER])
    actions.withdraw(by=ada, reference=made.reference)
    tasks.send_invitation_letter(invitation=made.reference, invited_at=made.invited_at.isoformat())
    assert mailbox.received == []
    assert Invitation.objects.get().letter == LetterState.WAITING


def now_rather_than_later():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")


def work():
    asyncio.run(jobs.run_once(concurrency=1, wait=False))


@pytest.mark.django_db(transaction=True)
def test_letter_waits_while_the_mail_server_is_down(mailbox, quiet_worker, settings, system, tess):
    """Refused, then gone, then back: tried again each time, and sent once."""
    give(system, tess)
    mailbox.answer = "451 Try again later"
    work()
    job = ProcrastinateJob.objects.get()
    assert (job.status, job.attempts) == ("todo", 1)
    mailbox.controller.stop()
    now_rather_than_later()
    work()
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("todo", 2)
    assert Notice.objects.get().letter == LetterState.WAITING

    mailbox.answer = "250 OK"
    back = Controller(mailbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    back.start()
    try:
        now_rather_than_later()
        work()
    finally:
        back.stop()
    assert len(mailbox.received) == 1
    assert not ProcrastinateJob.objects.filter(status="todo").exists()
    assert Notice.objects.get().letter == LetterState.SENT


def test_letters_are_tried_for_about_a_day():
    waits = [3**attempt for attempt in range(mail.PATIENTLY.max_attempts)]
    assert 6 * 3600 < sum(waits) < 48 * 3600


def test_link_of_an_invitation_changes_when_it_is_sent_again(ada, a_week):
    made = actions.invite(by=ada, email="noor@example.test", name="Noor", roles=[Role.PARTNER])
    before = invitations.secret_of(made)
    with clock.shifted(timedelta(minutes=1)):
        assert invitations.secret_of(actions.send_again(by=ada, reference=made.reference)) != before
