"""What operators may read of files: how many wait, never which."""

from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.documents import scanner
from cairn.documents.choices import Scan
from cairn.documents.models import Document


@query(Permission.SERVICE_OPERATE)
def waiting(*, by: Any) -> list[int]:
    """The ids of files that nobody can open because they have not been scanned."""
    unscanned = [Scan.WAITING, Scan.NOT_SCANNED] if scanner.is_configured() else [Scan.WAITING]
    return list(
        Document.objects.filter(scan__in=unscanned).order_by("id").values_list("pk", flat=True)
    )


@query(Permission.SERVICE_OPERATE)
def scanner_state(*, by: Any) -> str:
    """One sentence for the operators' page."""
    if not scanner.is_configured():
        return "No virus scanner is configured. Files are marked as not checked."
    if scanner.answers():
        return "The virus scanner answers."
    return "The virus scanner does not answer. New files wait and cannot be opened."
