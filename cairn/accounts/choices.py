"""The words of accounts: what people did, completing "Priya ...", and where letters stand."""

from django.db.models import TextChoices


class Event(TextChoices):
    SIGNED_IN = "accounts.signed_in", "signed in"
    SIGN_IN_FAILED = "accounts.sign_in_failed", "failed to sign in"
    SIGNED_OUT = "accounts.signed_out", "signed out"
    SIGNED_OUT_EVERYWHERE = "accounts.signed_out_everywhere", "signed out everywhere else"
    PASSWORD_CHANGED = "accounts.password_changed", "changed their password"
    SECOND_FACTOR_ADDED = "accounts.second_factor_added", "set up a second step"
    SECOND_FACTOR_REMOVED = "accounts.second_factor_removed", "removed a second step"
    LINKED = "accounts.linked", "linked their organisation's account"
    INVITED = "accounts.invited", "invited a person"
    INVITED_AGAIN = "accounts.invited_again", "sent an invitation again"
    INVITATION_WITHDRAWN = "accounts.invitation_withdrawn", "withdrew an invitation"
    JOINED = "accounts.joined", "accepted an invitation"
    ROLES_CHANGED = "accounts.roles_changed", "changed a person's roles"
    HANDED_OVER = "accounts.handed_over", "handed over a person's work"
    ENDED = "accounts.ended", "ended a person's account"
    PEOPLE_EXPORTED = "accounts.people_exported", "downloaded the list of their agency's people"
    SYSTEM_ADDED = "accounts.system_added", "made an account for another system"
    KEY_MADE = "accounts.key_made", "made a key for another system"
    KEY_WITHDRAWN = "accounts.key_withdrawn", "withdrew a key of another system"
    NOTICE_SEEN = "accounts.notice_seen", "opened a notice"
    NOTICES_SEEN = "accounts.notices_seen", "marked their notices as seen"


class LetterState(TextChoices):
    """Where the e-mail that goes with a notice or an invitation stands."""

    WAITING = "waiting", "waiting to be sent"
    SENT = "sent", "sent"
    COVERED = "covered", "not sent: an e-mail a moment before says the same"
    NOT_SET_UP = "not_set_up", "not sent: this service has no e-mail set up"


class InvitationState(TextChoices):
    OPEN = "open", "Waiting for an answer"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ACCEPTED = "accepted", "Accepted"
