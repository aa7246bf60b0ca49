"""What must fit together across chapters before the service starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, transaction

from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard

LADDERS = ("desk-escalation-ladder", "missing-ladder")


@register("database")
def ladder_names_roles(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """The profile says which roles are told when nobody picks up, and which are asked to look for a
    missing child; each must be one of ours.
    """
    if not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic():
            rows = list(LocalStandard.objects.filter(key__in=LADDERS).order_by("key", "pk"))
    except DatabaseError:
        return []
    return [
        Error(
            f"The standard “{row.key}” names roles that do not exist: {', '.join(unknown)}.",
            hint=f"The roles are: {', '.join(Role.values)}.",
            id="home.E001",
        )
        for row in rows
        if (unknown := sorted(set(row.value) - set(Role.values)))
    ]


@register("security", deploy=True)
def receipts_cannot_be_guessed(app_configs, **kwargs) -> list[CheckMessage]:
    """Receipt codes are derived from a key: whoever could guess it could open every receipt."""
    if len(settings.RECEIPT_KEY) >= 32 and (
        settings.RECEIPT_KEY != settings.SECRET_KEY or not settings.IS_PRODUCTION
    ):
        return []
    return [
        Error(
            "The key that receipt codes are derived from is missing, too short or the session key.",
            hint="Set CAIRN_RECEIPT_KEY to 50 or more random characters of its own, once and for ever.",
            id="home.E002",
        )
    ]
