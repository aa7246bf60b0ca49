"""Other systems that send us something: an account each, and keys that end, shown once."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from cairn.accounts import queries, rules
from cairn.accounts.choices import Event
from cairn.accounts.invitations import digest_of
from cairn.accounts.models import Key, User
from cairn.agencies.choices import AgencyKind
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, hold, refuse_if

BEGINS = "cairn_"  # so that whoever finds one knows what it is
ADDRESSES_END = "@systems.cairn.invalid"  # nobody can have one, and no letter goes there


@action(Permission.ACCOUNTS_MANAGE)
def add_system(*, by: Any, name: str) -> User:
    """An account for another system of one's own agency. What it sends is known by this name."""
    agency, name = queries.own_agency(by=by), name.strip()
    taken = queries.systems(by=by).filter(name__iexact=name, ended_at=None)
    refuse_if(rules.reason_not_to_add_system(kind=agency.kind, is_taken=taken.exists()))
    made = User(
        name=name, email=f"{uuid.uuid4().hex}{ADDRESSES_END}", agency=agency,
        roles=[rules.SYSTEM_OF[AgencyKind(agency.kind)]],
    )  # fmt: skip
    made.set_unusable_password()
    made.save()
    trail.record(by=by, event=Event.SYSTEM_ADDED, on=made, roles=made.roles)
    return made


@action(Permission.ACCOUNTS_MANAGE)
def make_key(*, by: Any, reference: str, days: int, asked_as: uuid.UUID) -> tuple[Key, str]:
    """A new key for a system, and its secret: nobody can read it again. "" where the form was sent twice."""
    account = hold(queries.everybody(by=by), reference=reference)
    refuse_if(
        rules.reason_not_to_make_key(is_system=account.is_system, has_ended=not account.is_active)
    )
    if made := Key.objects.filter(asked_as=asked_as).first():
        if made.account != account:
            raise OutOfReach
        return made, ""
    secret = BEGINS + secrets.token_urlsafe(32)
    now = clock.now()
    made = Key.objects.create(
        account=account, asked_as=asked_as, digest=digest_of(secret), made_by=by, made_at=now,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    trail.record(by=by, event=Event.KEY_MADE, on=made, account=account.reference, days=days)
    return made, secret


@action(Permission.ACCOUNTS_MANAGE)
def withdraw_key(*, by: Any, reference: str) -> Key:
    """The key opens nothing from now on."""
    key = hold(queries.keys(by=by), reference=reference)
    refuse_if(rules.reason_not_to_withdraw_key(is_withdrawn=key.withdrawn_at is not None))
    key.withdrawn_at, key.withdrawn_by = clock.now(), by
    key.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record(by=by, event=Event.KEY_WITHDRAWN, on=key, account=key.account.reference)
    return key


@action(Permission.PUBLIC_VIEW)
def use_key(*, by: Any, secret: str) -> User | None:
    """The account that a key opens, or None. What it then does leaves traces of its own."""
    key = queries.key(by=by, secret=secret)
    if key is None:
        return None
    minute = clock.now().replace(second=0, microsecond=0)
    if key.last_used_at != minute:
        Key.objects.filter(pk=key.pk).update(last_used_at=minute)
    return key.account
