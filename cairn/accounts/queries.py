"""What people may read of accounts: administrators their agency's, everybody their own."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse

from cairn.accounts import demo, permissions, rules
from cairn.accounts import invitations as links
from cairn.accounts.choices import InvitationState, LetterState
from cairn.accounts.models import Invitation, Key, Notice, User
from cairn.accounts.roles import SYSTEMS
from cairn.agencies.models import Agency
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.refusals import find

MOST_COUNTED = 100  # of unseen notices: a larger number says no more


@query(Permission.ACCOUNTS_MANAGE)
def everybody(*, by: Any) -> QuerySet[User]:
    """The people of one's own agency, those whose account has ended included."""
    return User.objects.filter(permissions.reach(by))


@query(Permission.ACCOUNTS_MANAGE)
def own_agency(*, by: Any) -> Agency:
    """The agency that an administrator administers."""
    return by.agency


@query(Permission.ACCOUNTS_MANAGE)
def people(*, by: Any, name: str = "", role: str = "", ended: bool = False) -> QuerySet[User]:
    """The people of one's own agency whose name contains `name` and who hold `role`."""
    rows = everybody(by=by).filter(ended_at__isnull=not ended)
    if name:
        rows = rows.filter(name__icontains=name)
    if role:
        rows = rows.filter(roles__contains=[role])
    return rows


@query(Permission.ACCOUNTS_MANAGE)
def person(*, by: Any, reference: str) -> User:
    """One of them. Raises OutOfReach for anybody else."""
    return find(everybody(by=by).select_related("agency", "team"), reference=reference)


@query(Permission.ACCOUNTS_MANAGE)
def colleagues(*, by: Any, of: User) -> QuerySet[User]:
    """Who could take over a person's work."""
    return (
        everybody(by=by)
        .filter(agency=of.agency, ended_at=None)
        .exclude(pk=of.pk)
        .order_by("name", "pk")
    )


@query(Permission.ACCOUNTS_MANAGE)
def systems(*, by: Any) -> QuerySet[User]:
    """Other systems that may send something for one's own agency, those that have ended last."""
    rows = everybody(by=by).filter(roles__overlap=sorted(SYSTEMS)).prefetch_related("keys__made_by")
    return rows.order_by(F("ended_at").asc(nulls_first=True), "name", "pk")


@query(Permission.ACCOUNTS_MANAGE)
def keys(*, by: Any) -> QuerySet[Key]:
    """The keys of those systems."""
    return Key.objects.filter(account__in=systems(by=by).order_by().values("pk"))


@query(Permission.ACCOUNTS_MANAGE)
def may_add_systems(*, by: Any) -> bool:
    return bool(by.agency) and by.agency.kind in rules.SYSTEM_OF


@query(Permission.PUBLIC_VIEW)
def key(*, by: Any, secret: str) -> Key | None:
    """The key that a system shows, if it opens anything now."""
    rows = Key.objects.filter(withdrawn_at=None, expires_at__gt=clock.now(), account__ended_at=None)
    return rows.filter(digest=links.digest_of(secret)).select_related("account__agency").first()


@query(Permission.ACCOUNTS_MANAGE)
def invitations(*, by: Any) -> QuerySet[Invitation]:
    """The invitations into one's own agency, whatever became of them."""
    return Invitation.objects.filter(permissions.reach(by)).select_related("invited_by")


@query(Permission.PUBLIC_VIEW)
def open_invitations(*, by: Any, secret: str) -> QuerySet[Invitation]:
    """The invitation that a link's secret opens, as one row or none."""
    return Invitation.objects.filter(
        digest=links.digest_of(secret),
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=clock.now(),
    )


@query(Permission.PUBLIC_VIEW)
def invitation(*, by: Any, secret: str) -> Invitation | None:
    return open_invitations(by=by, secret=secret).select_related("agency").first()


@query(Permission.ACCOUNTS_SELF)
def notices(*, by: User) -> QuerySet[Notice]:
    """One's own notices."""
    return Notice.objects.filter(person=by)


@query(Permission.ACCOUNTS_SELF)
def unseen_notices(*, by: User) -> QuerySet[Notice]:
    return notices(by=by).filter(seen_at=None)


@query(Permission.ACCOUNTS_SELF)
def unseen_number(*, by: User) -> int:
    """How many notices wait, counted up to MOST_COUNTED."""
    return len(unseen_notices(by=by).values_list("pk", flat=True)[:MOST_COUNTED])


@query(Permission.ACCOUNTS_SELF)
def sessions(*, by: User) -> list[UserSession]:
    """Where one is signed in, the newest first."""
    rows = UserSession.objects.purge_and_list(by)
    return sorted(rows, key=lambda session: session.created_at, reverse=True)


@query(Permission.ACCOUNTS_SELF)
def seen_notices(*, by: User) -> QuerySet[Notice]:
    return notices(by=by).filter(seen_at__isnull=False)


@query(Permission.ACCOUNTS_SELF)
def second_steps(*, by: User) -> list[Authenticator]:
    """One's own authenticator app and passkeys; recovery codes are no step of their own."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return list(Authenticator.objects.filter(user=by, type__in=kinds).order_by("created_at"))


@query(Permission.ACCOUNTS_SELF)
def passkey(*, by: User, pk: int) -> Authenticator:
    """One of one's own passkeys."""
    return find(Authenticator.objects, user=by, pk=pk, type=Authenticator.Type.WEBAUTHN)


@query(Permission.PUBLIC_VIEW)
def cast(*, by: Any) -> QuerySet[User]:
    """Whom one may be in the demo: its invented people. Anywhere else there is nobody."""
    if not settings.IS_DEMO:
        return User.objects.none()
    invented = User.objects.filter(email__endswith=demo.ADDRESSES_END, ended_at=None)
    return invented.select_related("agency", "team").order_by("agency__name", "name", "pk")


@dataclass(frozen=True)
class Letter:
    """An e-mail that waits: to whom, and the page it links to."""

    to: str
    page: str


@query(Permission.SERVICE_OPERATE)
def invitation_letter(*, by: Any, reference: str, invited_at: str) -> Letter | None:
    """The e-mail that carries an invitation's link; None once that link stopped working."""
    row = Invitation.objects.filter(reference=reference, letter=LetterState.WAITING).first()
    if row is None or row.invited_at.isoformat() != invited_at:
        return None
    if links.state_of(row) != InvitationState.OPEN:
        return None
    page = reverse("accounts:accept_invitation", kwargs={"secret": links.secret_of(row)})
    return Letter(to=row.email, page=page)
