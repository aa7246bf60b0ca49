"""What must be true of the partnership's data before the service starts."""

from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError, transaction

from cairn.agencies import rules
from cairn.agencies.models import ContactPoint, Council, LocalStandard
from cairn.foundation import clock

OVERLAY = (
    "Add it to contact_points.toml in the folder that CAIRN_PROFILE_OVERLAY names, and run "
    "`cairn load_profile`."
)


@register("database")
def contact_points_are_given(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """Name every number or address that the profile leaves to the partnership."""
    if not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic():
            points = list(ContactPoint.objects.all())
    except DatabaseError:
        return []  # no database, or no tables yet: said by whoever needs them
    return [
        Warning(
            f"Nobody is told how to reach “{point.name}”: its {' and '.join(point.missing)} is missing.",
            hint=f'{OVERLAY} The entry is: code = "{point.code}", '
            + ", ".join(f'{way} = "…"' for way in point.missing),
            id="agencies.W001",
        )
        for point in points
        if point.missing
    ]


@register("database", deploy=True)
def profile_is_loaded(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """Without its profile the service cannot even say when somebody reads what is sent in.

    Asked when the service starts, not by every command: `migrate` runs before anything is loaded.
    """
    if not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic():
            has_council = Council.objects.exists()
            held = {
                row.key
                for row in LocalStandard.objects.filter(from_on__lte=clock.today())
                if row.until_on is None or row.until_on > clock.today()
            }
    except DatabaseError:
        return []
    missing = sorted(rules.NEEDED - held)
    if has_council and not missing:
        return []
    what = f"These standards hold today nowhere: {', '.join(missing)}." if has_council else ""
    return [
        Error(
            f"The partnership’s profile is not loaded. {what}".strip(),
            hint="Run `cairn load_profile`.",
            id="agencies.E001",
        )
    ]
