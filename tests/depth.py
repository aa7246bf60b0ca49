"""How many examples the property-based tests try: few by default, many when CAIRN_DEEP=1."""

import os


def examples(small: int, deep: int) -> int:
    """The number of examples for this run: `deep` when the environment asks for it."""
    return deep if os.environ.get("CAIRN_DEEP") == "1" else small
