"""What this chapter wants of the machine before the service starts."""

from typing import Any

from django.core.checks import CheckMessage, Info, register

from cairn.plans import printing


@register("compatibility")
def pango_sets_the_type(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Worth knowing, and no reason not to start: copies of plans can be printed without it."""
    if printing.is_possible():
        return []
    return [
        Info(
            "Copies of plans cannot be taken away as PDF files: Pango is not installed.",
            hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation",
            id="plans.I001",
        )
    ]
