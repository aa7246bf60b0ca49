"""What a person typed on a page and has not sent. Asked by that page only, once it is shown."""

from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.drafts import permissions
from cairn.drafts.models import FormDraft


@query(Permission.ACCOUNTS_SELF)
def on_page(*, by: Any, page: str) -> list[FormDraft]:
    return list(FormDraft.objects.filter(permissions.reach(by), page=page))
