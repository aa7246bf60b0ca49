"""The receipt: a reference anybody may see and a code nobody can guess.

The code is derived from the draft's key, so that a retried send shows the same one, and only a
digest of it is kept. Twelve letters are 60 bits: at the throttle's pace, not to be guessed.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cairn.foundation.references import ALPHABET
from cairn.submissions.choices import Called, Known, Now

LETTERS = 12
MISREADINGS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
TRIES_PER_REFERENCE = 5
TRIES_PER_CALLER = 30  # a school or a police station calls from one address


@dataclass(frozen=True)
class Receipt:
    """What the submitter is given: the two things to keep, and when it was sent."""

    reference: str
    code: str
    sent_at: datetime
    is_new: bool
    still_to_do: tuple[str, ...] = ()


def code_for(secret: str, key: UUID) -> str:
    """The code of the submission that came from the draft with this key."""
    number = int.from_bytes(_mac(secret, b"code:" + key.bytes)[:8], "big") >> 4  # 60 bits
    letters = [ALPHABET[(number >> 5 * place) & 31] for place in range(LETTERS)]
    return "".join(letters)


def receipt(
    secret: str,
    *,
    key: UUID,
    reference: str,
    sent_at: datetime,
    content: dict[str, Any],
    is_new: bool = False,
) -> Receipt:
    """The receipt of a submission: the same one whenever it is made."""
    code = shown(code_for(secret, key))
    return Receipt(reference, code, sent_at, is_new, tuple(still_to_do(content)))


def still_to_do(content: dict[str, Any]) -> Iterator[str]:
    """What the submitter said was not done yet, and only they can do."""
    gate, sharing = content.get("gate", {}), content.get("sharing", {})
    if content.get("call", {}).get("called") == Called.NOT_YET:
        if gate.get("now") == Now.CRIME:
            yield "Report the crime on 101. You said that nobody has called yet."
        else:
            yield "Call now. You said that it is urgent, and that nobody has called yet."
    if gate.get("pathway") == Known.YES and sharing.get("lead_told") != Known.YES:
        yield "Tell the lead practitioner too: the child’s social worker or Early Help lead."


def code_digest(secret: str, code: str) -> bytes:
    return _mac(secret, b"digest:" + code.encode())


def shown(code: str) -> str:
    """7K3M-9Q2R-XW4T"""
    return "-".join(code[start : start + 4] for start in range(0, LETTERS, 4))


def code_as_typed(text: str) -> str:
    """What a person typed, with case, spaces, dashes and look-alike letters forgiven."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum()).translate(MISREADINGS)


def reason_to_wait(*, for_reference: int, for_caller: int) -> str | None:
    """Why no further try is made now, given the failures of the last quarter of an hour."""
    if for_reference >= TRIES_PER_REFERENCE or for_caller >= TRIES_PER_CALLER:
        return (
            "There have been too many tries. Wait 15 minutes, check the reference and code, "
            "and try again."
        )
    return None


def _mac(secret: str, message: bytes) -> bytes:
    if not secret:
        raise ValueError("There is no key for receipts: set CAIRN_RECEIPT_KEY.")
    return hmac.new(secret.encode(), message, hashlib.sha256).digest()
