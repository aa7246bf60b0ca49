"""The questions that several forms of meetings ask."""

from collections.abc import Iterable

from cairn.foundation.forms import Form

Choices = Iterable[tuple[str, str]]


def offer(form: Form, name: str, choices: Choices) -> None:
    """Put choices known only now on a question."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]
