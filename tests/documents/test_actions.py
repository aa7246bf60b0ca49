"""A file is received sealed, opened only when it is safe, and both leave a trace."""

from io import BytesIO

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.audit.models import AuditEvent
from cairn.documents import actions, queries, rules, scanner, serving, store, tasks
from cairn.documents.choices import Scan
from cairn.documents.models import Document
from cairn.foundation.refusals import Refused
from tests.documents.conftest import VIRUS
from tests.documents.samples import GOOD

pytestmark = pytest.mark.usefixtures("limits")


@pytest.fixture
def receive(stranger):
    def received(content=GOOD["letter.pdf"], name="../../etc/letter.exe"):
        return actions.receive(by=stranger, name=name, content=BytesIO(content))

    return received


def test_receive_seals_the_original_and_leaves_a_trace(receive):
    document = receive()
    assert store.read(document.digest) == GOOD["letter.pdf"]
    assert document.name == "letter.pdf"
    event = AuditEvent.objects.get()
    assert event.record_id == document.reference
    assert "letter" not in str(event.details)


def test_receive_refuses_a_large_file_in_a_sentence(receive):
    with pytest.raises(rules.Unacceptable, match="smaller than 10 MB"):
        receive(b"a" * 10_000_001)


def test_receive_waits_for_a_scanner_that_is_down(receive, dead_scanner, pat, system):
    document = receive()
    assert document.scan == Scan.WAITING
    assert ProcrastinateJob.objects.filter(task_name__endswith="scan_document").exists()
    with pytest.raises(scanner.NoAnswer):
        actions.record_scan(by=system, document_id=document.pk)
    document.refresh_from_db()
    with pytest.raises(Refused, match="waiting to be checked"):
        actions.open_document(by=pat, document=document)
    assert "does not answer" in queries.scanner_state(by=system)


def test_record_scan_of_a_clean_file_opens_it(receive, clamd, pat, system):
    document = receive()
    actions.record_scan(by=system, document_id=document.pk)
    document.refresh_from_db()
    opened = actions.open_document(by=pat, document=document)
    assert opened.content == GOOD["letter.pdf"]
    assert queries.waiting(by=system) == []


def test_record_scan_of_an_infected_file_closes_it_for_good(receive, clamd, pat, system):
    document = receive(b"notes " + VIRUS, "notes.txt")
    actions.record_scan(by=system, document_id=document.pk)
    document.refresh_from_db()
    assert document.scan == Scan.INFECTED
    with pytest.raises(Refused, match="virus"):
        actions.open_document(by=pat, document=document)


def test_scan_what_waits_queues_each_file_once(receive, clamd, system):
    receive()
    ProcrastinateJob.objects.all()
    before = ProcrastinateJob.objects.count()
    tasks.scan_what_waits(timestamp=0)
    tasks.scan_what_waits(timestamp=0)
    assert ProcrastinateJob.objects.count() == before + 1


def test_open_document_refuses_a_file_changed_on_disk(receive, settings, pat):
    document = receive()
    place = settings.DOCUMENTS_DIR / document.digest[:2] / document.digest
    place.chmod(0o600)
    place.write_bytes(b"something else")
    with pytest.raises(store.Unsealed):
        actions.open_document(by=pat, document=document)


def test_open_document_needs_the_role(receive, tess):
    with pytest.raises(Refused):
        actions.open_document(by=tess, document=receive())


def test_as_response_is_a_download_in_a_sandbox(receive, pat):
    document = receive(GOOD["notes.txt"], 'a";\r\nSet-Cookie: x=1.txt')
    response = serving.as_response(actions.open_document(by=pat, document=document))
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_discarded_file_is_gone_from_the_table_and_the_disk(receive, stranger):
    gone, stays = receive(b"thrown away"), receive(b"kept")
    late = gone.pk
    actions.discard(by=stranger, document=gone)
    assert not Document.objects.filter(digest=gone.digest).exists()
    job = ProcrastinateJob.objects.get(task_name__endswith="forget_content")
    for _ in range(2):  # a job that runs again changes nothing
        tasks.forget_content(**job.args)
    with pytest.raises(store.Unsealed):
        store.read(gone.digest)
    assert store.read(stays.digest) == b"kept"
    tasks.scan_document(document_id=late)  # one that comes late has nothing to do


def test_content_stays_while_another_file_has_it(receive, stranger):
    one, other = receive(b"the same"), receive(b"the same")
    actions.discard(by=stranger, document=one)
    tasks.forget_content(digest=one.digest)
    assert store.read(other.digest) == b"the same"
