"""Model fields that several chapters use."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import models

from cairn.foundation.references import new_reference


def _fresh(prefix: str) -> Callable[[], str]:
    return partial(new_reference, prefix)


class ReferenceField(models.TextField):
    """A record's public identity: random, unique, given once."""

    def __init__(self, *, prefix: str = "", **options: Any) -> None:
        self.prefix = prefix
        super().__init__(unique=True, editable=False, default=_fresh(prefix), **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for option in ("unique", "editable", "default"):
            options.pop(option, None)
        return name, path, args, {**options, "prefix": self.prefix}
