"""What is true of a submission: the gate, the draft, the receipt, how far it got, who is named."""

from cairn.submissions.rules.drafts import Settled, Stamp, Verdict, Written, settle
from cairn.submissions.rules.gate import is_complete, must_call, rank
from cairn.submissions.rules.mentions import Named, mentions
from cairn.submissions.rules.progress import (
    WORDS_FOR_SUBMITTER,
    outcome_words,
    reason_not_to_ask,
    reason_not_to_finish,
    reason_not_to_reopen,
    state,
)
from cairn.submissions.rules.receipts import (
    Receipt,
    code_as_typed,
    code_digest,
    code_for,
    reason_to_wait,
    receipt,
    shown,
)
from cairn.submissions.rules.shape import (
    KINDS,
    MOST_OF_A_KIND,
    SHAPE,
    Composed,
    is_one_too_many,
    is_too_long,
    numbers_of,
)
from cairn.submissions.rules.texts import storable

__all__ = [
    "KINDS",
    "MOST_OF_A_KIND",
    "SHAPE",
    "WORDS_FOR_SUBMITTER",
    "Composed",
    "Named",
    "Receipt",
    "Settled",
    "Stamp",
    "Verdict",
    "Written",
    "code_as_typed",
    "code_digest",
    "code_for",
    "is_complete",
    "is_one_too_many",
    "is_too_long",
    "mentions",
    "must_call",
    "numbers_of",
    "outcome_words",
    "rank",
    "reason_not_to_ask",
    "reason_not_to_finish",
    "reason_not_to_reopen",
    "reason_to_wait",
    "receipt",
    "settle",
    "shown",
    "state",
    "storable",
]
