"""Sending happens once, and what was sent stays."""

from threading import Barrier, Thread

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, connections, transaction

from cairn.accounts.people import STRANGER
from cairn.audit import trail
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.submissions import actions, rules, steps
from cairn.submissions.choices import MessageKind
from cairn.submissions.forms import Options
from cairn.submissions.models import Mention, Message, Submission, Submitter
from tests.submissions.conftest import MONDAY_MORNING


def test_send_again_gives_the_same_receipt_and_nothing_new(sent):
    before = AuditEvent.objects.count()
    assert sent.send() == sent.given
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.count() == before


def compose(answers):
    options = Options(areas=(("northmoor", "Northmoor"),))
    return steps.compose(answers, options, signed_in=False)


@pytest.mark.django_db(transaction=True)
def test_send_from_two_places_at_once_makes_one_submission(alex):
    alex.fill()
    holder = bytes(alex.draft.holder_digest)
    start, receipts = Barrier(4), []

    def send():
        try:
            with clock.at(MONDAY_MORNING):
                start.wait(10)
                receipts.append(
                    actions.send(by=STRANGER, holder=holder, key=alex.key, compose=compose)
                )
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len({(receipt.reference, receipt.code) for receipt in receipts}) == 1
    assert sorted(receipt.is_new for receipt in receipts) == [False, False, False, True]
    assert Submission.objects.count() == Submitter.objects.count() == 1
    assert Mention.objects.count() == 3


def test_send_leaves_nothing_behind_if_the_trail_cannot_be_written(alex, monkeypatch):
    alex.fill()
    monkeypatch.setattr(trail, "_INSERT", trail._INSERT.replace("audit_auditevent", "nowhere"))
    with pytest.raises(DatabaseError):
        alex.client.post(alex.at("send"))
    assert not Submission.objects.exists()
    assert alex.draft.answers["story"]


def test_send_takes_few_statements(alex, django_assert_max_num_queries):
    alex.fill()
    # The draft held; its submission, sender, names and files; the draft emptied; the trail; and a
    # savepoint where tests wrap one transaction in another. The partnership's lists are not kept
    # in tests, and are asked for each time.
    with django_assert_max_num_queries(15):
        alex.client.post(alex.at("send"))


def test_code_is_kept_as_a_digest_only(sent):
    _reference, code = sent.given
    plain = rules.code_as_typed(code).encode()
    row = Submission.objects.filter(key=sent.key).values().get()
    assert plain not in bytes(row["code_digest"])
    assert code not in str(row)


def refused(statement, *values):
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="kept as it was sent"),
        transaction.atomic(),
    ):
        cursor.execute(statement, values)


@pytest.mark.parametrize("change", [
    "content = '{}'", "key = gen_random_uuid()", "shape = 9", "reference = 'SB-0000-0000'",
    "code_digest = ''", "sent_at = now()", "rank = 0",
    "sent_by_id = (SELECT min(id) FROM accounts_user)",
])  # fmt: skip
def test_submission_refuses_every_change_to_what_was_sent(sent, tess, change):
    refused(f"UPDATE submissions_submission SET {change}")


def test_submission_refuses_to_be_deleted_or_emptied(sent):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE submissions_submission ENABLE TRIGGER submissions_not_emptied")
    refused("DELETE FROM submissions_submission")
    refused("TRUNCATE submissions_submission CASCADE")


def test_submission_takes_the_facts_beside_what_was_sent(sent):
    Submission.objects.update(read_at=clock.now(), version=2)
    assert sent.submission.version == 2


def test_messages_refuse_every_change(sent):
    Message.objects.create(
        submission=sent.submission, kind=MessageKind.ADDITION, text="x", at=clock.now()
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE submissions_message ENABLE TRIGGER submissions_messages_not_emptied"
        )
    refused("UPDATE submissions_message SET text = 'y'")
    refused("DELETE FROM submissions_message")
    refused("TRUNCATE submissions_message CASCADE")


@pytest.mark.parametrize(("key", "problems"), [("", 1), ("short", 1), ("k" * 50, 0)])
def test_service_does_not_start_without_a_key_for_receipts(settings, key, problems):
    settings.RECEIPT_KEY = key
    assert len(run_checks(tags=["submissions"])) == problems
