"""An invitation's link: its secret is derived when it is needed, and never kept."""

import hashlib

from django.utils.crypto import salted_hmac

from cairn.accounts import rules
from cairn.accounts.choices import InvitationState
from cairn.accounts.models import Invitation
from cairn.foundation import clock


def secret_of(invitation: Invitation) -> str:
    """256 bits that only this service can compute, new each time the invitation is sent."""
    about = f"{invitation.reference}:{invitation.invited_at.isoformat()}"
    return salted_hmac("cairn.accounts.invitation", about, algorithm="sha256").hexdigest()


def digest_of(secret: str) -> bytes:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def state_of(invitation: Invitation) -> InvitationState:
    return rules.state_of(
        now=clock.now(),
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
    )
