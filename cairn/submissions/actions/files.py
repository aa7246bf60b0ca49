"""Files that go with a draft. What a file may be is decided in documents."""

from typing import Any, BinaryIO
from uuid import UUID

from cairn.agencies import queries as agencies
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.documents import actions as documents
from cairn.documents.rules import Unacceptable
from cairn.foundation.refusals import find
from cairn.submissions import permissions, queries
from cairn.submissions.models import Attachment, Draft


@action(Permission.SUBMISSIONS_SHARE)
def attach(*, by: Any, holder: bytes, key: UUID, name: str, content: BinaryIO) -> Attachment:
    """Add a file to a draft. Raises documents' Unacceptable with a sentence where it is refused."""
    mine = Draft.objects.filter(permissions.may_read_draft(by, holder), submission=None)
    _refuse_one_too_many(by, find(mine, key=key))
    # Reading the file takes a moment: the draft is held only afterwards.
    document = documents.receive(by=by, name=name, content=content)
    draft = find(mine.select_for_update(of=("self",)), key=key)
    _refuse_one_too_many(by, draft)
    return Attachment.objects.create(document=document, draft=draft)


def _refuse_one_too_many(by: Any, draft: Draft) -> None:
    most = agencies.standard(by=by, key="attachments-per-submission")
    if Attachment.objects.filter(draft=draft).count() >= most:
        raise Unacceptable(f"You can add up to {most} files. Remove one to add another.")


@action(Permission.SUBMISSIONS_SHARE)
def remove_attachment(*, by: Any, holder: bytes, key: UUID, file: str) -> None:
    """Take a file out of a draft that is not sent."""
    rows = queries.attachments(by=by, key=key, holder=holder)
    attachment = find(rows, document__reference=file)
    attachment.delete()
    documents.discard(by=by, document=attachment.document)
