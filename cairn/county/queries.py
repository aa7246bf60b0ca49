"""Whether the fictional county stands already."""

from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.audit.models import AuditEvent
from cairn.county.choices import Event


@query(Permission.PROFILE_LOAD)
def what_was_built(*, by: Any) -> dict[str, Any]:
    """Size, seed and figures of the county that was built here; empty where there is none."""
    built = AuditEvent.objects.filter(event=Event.BUILT).order_by("-pk").first()
    return built.details if built else {}
