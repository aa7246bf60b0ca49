"""What must be true of accounts before the service starts."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError, transaction
from django.urls import NoReverseMatch, reverse

from cairn.accounts.demo import ADDRESSES_END, PAGES
from cairn.accounts.models import User
from cairn.foundation import mail


@register("accounts")
def demo_pages_are_in_the_demo_only(app_configs, **kwargs) -> list[CheckMessage]:
    """Pages that sign anybody in as anybody must not exist anywhere else."""
    if settings.IS_DEMO:
        return []
    return [
        Error(
            f"The demo's page {page} has an address outside the demo: anybody could be anybody.",
            hint="accounts/urls.py may add it only where CAIRN_ENV is demo.",
            id="accounts.E001",
        )
        for page, arguments in PAGES.items()
        if _exists(page, arguments)
    ]


@register("database")
def demo_people_are_in_the_demo_only(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """A production service refuses a database that holds the demo's invented people."""
    if not settings.IS_PRODUCTION or not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic():
            count = User.objects.filter(email__endswith=ADDRESSES_END).count()
    except DatabaseError:
        return []  # no database, or no tables yet: said by whoever needs them
    if not count:
        return []
    return [
        Error(
            f"This database holds {count} people of the demo.",
            hint="Production needs a database of its own: set DATABASE_URL.",
            id="accounts.E002",
        )
    ]


@register("accounts", deploy=True)
def mail_is_set_up(app_configs, **kwargs) -> list[CheckMessage]:
    if mail.is_set_up():
        return []
    return [
        Warning(
            "No e-mail is sent: nobody hears that something waits, and no invitation arrives.",
            hint="Set CAIRN_SMTP_HOST, and CAIRN_FROM to an address people know.",
            id="accounts.W001",
        )
    ]


@register("accounts", deploy=True)
def live_pages_are_reached_with_the_session(app_configs, **kwargs) -> list[CheckMessage]:
    """A browser sends the session's cookie to the host that set it, and over TLS only."""
    if not settings.LIVE_ADDRESS:
        return []
    public, live = urlsplit(settings.PUBLIC_ADDRESS), urlsplit(settings.LIVE_ADDRESS)
    if live.hostname == public.hostname and live.scheme == public.scheme and not live.path:
        return []
    return [
        Error(
            "CAIRN_LIVE_ADDRESS is another host than CAIRN_PUBLIC_ADDRESS, or not reached in the same "
            "way: no open page would hear that something is new.",
            hint="Leave it out, and let the proxy lead /live/ to `cairn live`.",
            id="accounts.E003",
        )
    ]


def _exists(page: str, arguments: dict[str, str]) -> bool:
    try:
        reverse(page, kwargs=arguments)
    except NoReverseMatch:
        return False
    return True
