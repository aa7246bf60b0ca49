"""What must fit together across chapters before the service starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, transaction

from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard


@register("database")
def ladder_names_roles(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """The profile says which roles are told when nobody picks up; each must be one of ours."""
    if not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic():
            rows = list(LocalStandard.objects.filter(key="desk-escalation-ladder"))
    except DatabaseError:
        return []
    unknown = sorted({role for row in rows for role in row.value} - set(Role.values))
    if not unknown:
        return []
    return [
        Error(
            f"The standard “desk-escalation-ladder” names roles that do not exist: {', '.join(unknown)}.",
            hint=f"The roles are: {', '.join(Role.values)}.",
            id="home.E001",
        )
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
