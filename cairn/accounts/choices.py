"""The words of accounts: what people did, completing "Priya ..."."""

from django.db.models import TextChoices


class Event(TextChoices):
    SIGNED_IN = "accounts.signed_in", "signed in"
    SIGN_IN_FAILED = "accounts.sign_in_failed", "failed to sign in"
    SIGNED_OUT = "accounts.signed_out", "signed out"
    SIGNED_OUT_EVERYWHERE = "accounts.signed_out_everywhere", "signed out everywhere"
    INVITED = "accounts.invited", "invited a person"
    JOINED = "accounts.joined", "accepted an invitation"
    ENDED = "accounts.ended", "ended a person's account"
    HANDED_OVER = "accounts.handed_over", "handed over a person's work"
    ROLES_CHANGED = "accounts.roles_changed", "changed a person's roles"
    SECOND_FACTOR_ADDED = "accounts.second_factor_added", "set up a second factor"
    SECOND_FACTOR_REMOVED = "accounts.second_factor_removed", "removed a second factor"
    NOTICE_SEEN = "accounts.notice_seen", "opened a notice"
