"""References people say aloud and write down: random, so that they tell nothing and never collide.

Letters that are mistaken for one another are left out (Crockford's base 32).
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREADINGS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_reference(prefix: str) -> str:
    """A fresh reference such as "CH-7K3M-9Q2R": 40 random bits behind the prefix."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def as_typed(text: str) -> str:
    """What a person typed, with case, spaces, dashes and look-alike letters forgiven.

    "ch 7k3m 9q2r" and "CH-7K3M-9Q2R" come out the same. Prefixes hold no look-alike letters.
    """
    compact = "".join(c for c in text.upper() if c.isalnum())
    if len(compact) <= 8:
        return compact
    prefix, rest = compact[:-8], compact[-8:].translate(_MISREADINGS)
    return f"{prefix}-{rest[:4]}-{rest[4:]}"
