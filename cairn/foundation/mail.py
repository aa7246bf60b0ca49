"""E-mail says that something waits, and where. Never a name, never a reason: mailboxes are shared,
forwarded and read on trains.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate import RetryStrategy

SUBJECT = "You have something to see in Cairn"
TEXT = """\
You have something to see in Cairn.

{address}

This message never says what it is about. Nobody reads answers to it.
"""
SMTP = "django.core.mail.backends.smtp.EmailBackend"

# For about a day, ever more slowly: a mail server that is down loses nothing.
PATIENTLY = RetryStrategy(max_attempts=10, exponential_wait=3)


def is_set_up() -> bool:
    """Whether there is anywhere to send e-mail."""
    return settings.EMAIL_BACKEND != SMTP or bool(settings.EMAIL_HOST)


def send(*, to: str, page: str) -> None:
    """Send the one e-mail this service sends. `page` is a path. Raises OSError where it cannot."""
    EmailMessage(
        subject=SUBJECT,
        body=TEXT.format(address=settings.PUBLIC_ADDRESS + page),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
