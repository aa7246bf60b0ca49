"""The key with which an interview that somebody took along is sealed on their phone.

It is derived, and kept nowhere here: the same person gets the same key for the same interview, after
signing in again too, so that what they typed without a signal is never lost.
"""

import base64
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from cairn.interviews.models import Interview

OPENS_FOR = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def key_for(person: Any, interview: Interview) -> str:
    said = f"{person.pk}:{interview.reference}"
    made = salted_hmac(
        "cairn.interviews.along", said, secret=settings.RECEIPT_KEY, algorithm="sha256"
    )
    return base64.b64encode(made.digest()).decode()
