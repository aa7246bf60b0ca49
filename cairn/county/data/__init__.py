"""The word lists and stories that the fictional county is put together from."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """What data/<name>.toml holds."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))
