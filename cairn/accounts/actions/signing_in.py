"""The traces of signing in and out, and what people change about their own sign-in."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from cairn.accounts import rules
from cairn.accounts.choices import Event
from cairn.accounts.models import User
from cairn.accounts.sessions import end_sessions
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.refusals import find, refuse_if


@action(Permission.ACCOUNTS_SELF)
def record_sign_in(*, by: User, ways: list[str]) -> None:
    """`ways`: password, totp, recovery_codes, webauthn, socialaccount, demo."""
    trail.record(by=by, event=Event.SIGNED_IN, on=by, ways=ways)


@action(Permission.PUBLIC_VIEW)
def record_failure(*, by: Any, email: str, step: str, is_locked: bool) -> None:
    """Somebody did not get in. What was typed is not kept; whose account it was is, if any."""
    tried = User.objects.filter(email=email.strip().lower()).first()
    trail.record(
        by=by,
        event=Event.SIGN_IN_FAILED,
        on=tried or User(reference=""),
        step=step,
        locked=is_locked,
    )


@action(Permission.ACCOUNTS_SELF)
def record_sign_out(*, by: User) -> None:
    trail.record(by=by, event=Event.SIGNED_OUT, on=by)


@action(Permission.ACCOUNTS_SELF)
def record_second_factor(*, by: User, kind: str, is_removed: bool) -> None:
    """`kind`: totp, webauthn or recovery_codes."""
    event = Event.SECOND_FACTOR_REMOVED if is_removed else Event.SECOND_FACTOR_ADDED
    trail.record(by=by, event=event, on=by, kind=kind)


@action(Permission.ACCOUNTS_SELF)
def remove_passkey(*, by: User, pk: int) -> None:
    """Forget a passkey, unless nothing would be left to sign in with."""
    steps = Authenticator.objects.select_for_update().filter(user=by)
    kinds = [step.type for step in steps]
    passkey = find(steps, pk=pk, type=Authenticator.Type.WEBAUTHN)
    refuse_if(
        rules.reason_not_to_remove(
            others=sum(kind != Authenticator.Type.RECOVERY_CODES for kind in kinds) - 1
        )
    )
    passkey.delete()


@action(Permission.ACCOUNTS_SELF)
def change_password(*, by: User, password: str) -> None:
    """A new password. Every other session of this person ends with the old one."""
    by.set_password(password)
    by.save(update_fields=["password"])
    trail.record(by=by, event=Event.PASSWORD_CHANGED, on=by)


@action(Permission.ACCOUNTS_SELF)
def end_other_sessions(*, by: User, keep: str) -> None:
    """Sign out everywhere but in the session with the key `keep`."""
    count = end_sessions(by, keep=keep)
    trail.record(by=by, event=Event.SIGNED_OUT_EVERYWHERE, on=by, sessions=count)


@action(Permission.ACCOUNTS_SELF)
def link_organisation(*, by: User, account: SocialAccount) -> None:
    """From now on this person's organisation vouches for them."""
    is_new = account.pk is None
    account.user = by
    account.extra_data = {}  # what the organisation says about a person is not ours to keep
    account.save()
    if is_new:
        trail.record(by=by, event=Event.LINKED, on=by)
