"""An administrator asks a colleague in, once or again; the colleague accepts with the link."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from cairn.accounts import invitations, queries, rules
from cairn.accounts.choices import Event, LetterState
from cairn.accounts.models import Invitation, User
from cairn.agencies import queries as agencies
from cairn.agencies.models import Agency, Team
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused, find, hold, refuse_if

IN_USE = (
    "This work email address already has an account with another agency, which must end it first."
)


@action(Permission.ACCOUNTS_MANAGE)
def invite(
    *,
    by: Any,
    email: str,
    name: str,
    roles: Sequence[str],
    job_title: str = "",
    team: str = "",
    agency: str = "",
) -> Invitation:
    """Ask a person into one's own agency; Cairn itself names the `agency` (a code) it asks into.

    An earlier invitation to the same address stops working.
    """
    of = by.agency or find(Agency.objects.all(), code=agency)
    address = email.strip().lower()
    colleagues = queries.everybody(by=by).filter(agency=of, ended_at=None)
    refuse_if(rules.reason_not_to_invite(has_account=colleagues.filter(email=address).exists()))
    refuse_if(rules.reason_not_to_give(kind=of.kind, wanted=roles))
    return _ask(
        by,
        email=address,
        name=name,
        job_title=job_title,
        roles=sorted(set(roles)),
        agency=of,
        team=find(of.teams.all(), code=team) if team else None,
    )


@action(Permission.ACCOUNTS_MANAGE)
def invite_again(*, by: Any, reference: str) -> Invitation:
    """A new sign-in link for somebody who has lost their password or second step."""
    person = find(queries.everybody(by=by).select_related("agency", "team"), reference=reference)
    refuse_if(
        rules.reason_not_to_change(is_self=person.pk == by.pk, has_ended=not person.is_active)
    )
    refuse_if(rules.reason_not_to_treat_as_a_person(is_system=person.is_system))
    assert person.agency is not None  # only Cairn itself belongs to none
    return _ask(
        by,
        email=person.email,
        name=person.name,
        job_title=person.job_title,
        roles=person.roles,
        agency=person.agency,
        team=person.team,
    )


@action(Permission.ACCOUNTS_MANAGE)
def send_again(*, by: Any, reference: str) -> Invitation:
    """Send an unanswered invitation once more. The link sent before stops working."""
    invitation = _to_change(by, reference)
    refuse_if(rules.reason_not_to_send_again(state=invitations.state_of(invitation)))
    _seal(by, invitation)
    invitation.save(update_fields=["digest", "invited_at", "expires_at", "letter"])
    trail.record(by=by, event=Event.INVITED_AGAIN, on=invitation)
    _queue_letter(invitation)
    return invitation


@action(Permission.ACCOUNTS_MANAGE)
def withdraw(*, by: Any, reference: str) -> Invitation:
    invitation = _to_change(by, reference)
    refuse_if(rules.reason_not_to_withdraw(state=invitations.state_of(invitation)))
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    trail.record(by=by, event=Event.INVITATION_WITHDRAWN, on=invitation)
    return invitation


@action(Permission.PUBLIC_VIEW)
def accept(*, by: Any, secret: str, name: str, password: str) -> User:
    """Take an invitation up: whoever holds the link gets the account it is for.

    Somebody who has one already gets a new password and sets up a second step anew. Raises
    OutOfReach for a link that does not work, whatever the reason.
    """
    rows = queries.open_invitations(by=by, secret=secret)
    invitation = rows.select_for_update(of=("self",)).first()
    if invitation is None:
        raise OutOfReach
    person = _person_of(invitation)
    person.name = name
    person.set_password(password)
    person.save()
    Authenticator.objects.filter(user=person).delete()
    invitation.accepted_at = clock.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    # Nobody needs the other links any more, and an old mail must not reset the account.
    Invitation.objects.filter(
        email__iexact=person.email, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=clock.now())
    trail.record(by=person, event=Event.JOINED, on=invitation, person=person.reference)
    return person


def _person_of(invitation: Invitation) -> User:
    """The account the invitation is for: a new one, or the one its address already has."""
    person = User.objects.select_for_update().filter(email=invitation.email).first()
    if person is None:
        person = User(email=invitation.email, roles=[])
    elif person.is_active:
        if person.agency_id != invitation.agency_id:
            raise Refused(IN_USE)
        return person  # their roles are not what this invitation is about
    person.agency, person.team = invitation.agency, invitation.team
    person.job_title, person.roles = invitation.job_title, invitation.roles
    person.ended_at = None
    return person


def _ask(by: Any, *, email: str, agency: Agency, team: Team | None, **about: Any) -> Invitation:
    earlier = Invitation.objects.filter(
        agency=agency, email__iexact=email, accepted_at=None, withdrawn_at=None
    )
    earlier.update(withdrawn_at=clock.now())
    invitation = Invitation(invited_by=by, email=email, agency=agency, team=team, **about)
    _seal(by, invitation)
    invitation.save()
    trail.record(
        by=by, event=Event.INVITED, on=invitation, roles=invitation.roles, agency=agency.code
    )
    _queue_letter(invitation)
    return invitation


def _seal(by: Any, invitation: Invitation) -> None:
    """A fresh link: what opens it, and until when."""
    days = agencies.standard(by=by, key="invitation-days")
    invitation.invited_at = clock.now()
    invitation.expires_at = invitation.invited_at + timedelta(days=days)
    invitation.digest = invitations.digest_of(invitations.secret_of(invitation))
    invitation.letter = LetterState.WAITING


def _queue_letter(invitation: Invitation) -> None:
    from cairn.accounts.tasks import send_invitation_letter  # the job calls these actions

    send_invitation_letter.defer(
        invitation=invitation.reference, invited_at=invitation.invited_at.isoformat()
    )


def _to_change(by: Any, reference: str) -> Invitation:
    return hold(queries.invitations(by=by), reference=reference)
