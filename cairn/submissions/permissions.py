"""Whose a draft and a submission are."""

from typing import Any

from django.core import signing
from django.db.models import Q

from cairn.accounts.roles import Role

PROOF_HOLDS_FOR = 60 * 60  # seconds after a reference and its code were given
_PROOF = signing.TimestampSigner(salt="submissions.followed")


def may_read_draft(by: Any, holder: bytes) -> Q:
    """Drafts this person may see: their own, and what this browser started without an account."""
    own = Q(owner=by) if by.is_authenticated else Q(pk__in=[])
    return own | Q(owner=None, holder_digest=holder)


def may_write_draft(by: Any, holder: bytes) -> Q:
    """Drafts into which words may be saved: also those of somebody whose session has ended in this
    browser. Their words are kept; to see the draft again, or to take anything away, they sign in.
    Whoever else signs in there has nothing to do with it.
    """
    return may_read_draft(by, holder) if by.is_authenticated else Q(holder_digest=holder)


def own(by: Any, proof: str) -> Q:
    """Submissions this person sent when signed in, and the one whose code they have given."""
    mine = Q(sent_by=by) if by.is_authenticated else Q(pk__in=[])
    reference = proved(proof)
    return mine | Q(reference=reference) if reference else mine


def proof_of(reference: str) -> str:
    """What shows, for an hour, that this submission's code was given."""
    return _PROOF.sign(reference)


def proved(proof: str) -> str:
    """The reference that this proof opens, or "" if it is none, or too old."""
    try:
        return _PROOF.unsign(proof, max_age=PROOF_HOLDS_FOR)
    except signing.BadSignature:
        return ""


def desk_reach(by: Any, *, via: str = "") -> Q:
    """Submissions of the areas this person's work covers, and those whose area nobody knows."""
    if Role.SYSTEM in by.roles:
        return Q()
    return Q(**{f"{via}council__in": by.council_ids}) | Q(**{f"{via}council": None})
