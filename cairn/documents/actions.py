"""What people do with files: attach one, and open one. The owning chapter decides whose it is."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import connection

from cairn.agencies import queries as agencies
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.documents import rules, scanner, store
from cairn.documents.choices import Event, Scan
from cairn.documents.models import Document
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if


@dataclass(frozen=True)
class OpenedDocument:
    """A file on its way to a person: its bytes, and what the browser is told of them."""

    name: str
    kind: str
    content: bytes


@action(Permission.DOCUMENTS_UPLOAD)
def receive(*, by: Any, name: str, content: BinaryIO) -> Document:
    """Check and seal a file. Raises rules.Unacceptable with a sentence where it is refused."""
    from cairn.documents.tasks import scan_document  # the job calls actions

    most = agencies.standard(by=by, key="attachment-megabytes")
    data = content.read(most * 1_000_000 + 1)
    if reason := rules.reason_not_to_receive(size=len(data), most_megabytes=most):
        raise rules.Unacceptable(reason)
    kind = rules.kind_of(data)
    _one_at_a_time(store.digest_of(data))
    document = Document.objects.create(
        name=rules.safe_name(name, kind),
        kind=kind,
        size=len(data),
        digest=store.keep(data),
        scan=Scan.WAITING if scanner.is_configured() else Scan.NOT_SCANNED,
        received_at=clock.now(),
    )
    if scanner.is_configured():
        scan_document.defer(document_id=document.pk)
    trail.record(by=by, event=Event.UPLOADED, on=document, kind=kind, size=len(data))
    return document


@action(Permission.DOCUMENTS_UPLOAD)
def discard(*, by: Any, document: Document) -> None:
    """Forget a file that the owning chapter no longer has; a job takes its bytes off the disk."""
    from cairn.documents.tasks import forget_content  # the job calls actions

    trail.record(by=by, event=Event.REMOVED, on=document)
    document.delete()
    forget_content.defer(digest=document.digest)


@action(Permission.SERVICE_OPERATE)
def forget_content(*, by: Any, digest: str) -> None:
    """Take a content off the disk, unless a file has it: another one, or one that came since."""
    _one_at_a_time(digest)
    if not Document.objects.filter(digest=digest).exists():
        store.forget(digest)


def _one_at_a_time(digest: str) -> None:
    """Until this action ends, nobody else keeps or forgets the same content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [digest])


@action(Permission.DOCUMENTS_VIEW)
def open_document(*, by: Any, document: Document) -> OpenedDocument:
    """Open a file that the owning chapter found within the person's reach."""
    refuse_if(rules.reason_not_to_open(scan=document.scan, has_scanner=scanner.is_configured()))
    content = store.read(document.digest)
    trail.record(by=by, event=Event.OPENED, on=document)
    return OpenedDocument(document.name, document.kind, content)


@action(Permission.SERVICE_OPERATE)
def record_scan(*, by: Any, document_id: int) -> None:
    """Ask the scanner and keep its answer. Raises scanner.NoAnswer, and the file stays closed."""
    document = Document.objects.select_for_update().filter(pk=document_id).first()
    if document is None or document.scan in {Scan.CLEAN, Scan.INFECTED}:
        return
    is_clean = scanner.is_clean(store.read(document.digest))
    document.scan = Scan.CLEAN if is_clean else Scan.INFECTED
    document.scanned_at = clock.now()
    document.save(update_fields=["scan", "scanned_at"])
    trail.record(by=by, event=Event.SCANNED, on=document, said=document.scan)
