"""What must be true before the front door opens."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("submissions")
def receipts_have_a_key(app_configs, **kwargs) -> list[CheckMessage]:
    """Without a key nothing could be sent; with a guessable one every receipt could be opened."""
    if len(settings.RECEIPT_KEY) >= 16:
        return []
    return [
        Error(
            "There is no key for receipts, or it is too short, so nothing can be sent.",
            hint="Set CAIRN_RECEIPT_KEY to 50 or more random characters, and never change it.",
            id="submissions.E001",
        )
    ]
