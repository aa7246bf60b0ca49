"""What is true of accounts: who may hand out which role, and why something cannot be done now.

Source: the partnership's profile says what each kind of agency does; an administrator hands out
only the roles of that work, so that no agency can grow rights that another one answers for.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from cairn.accounts.choices import InvitationState
from cairn.accounts.roles import Role
from cairn.agencies.choices import AgencyKind

_EVERY_AGENCY = (Role.PARTNER, Role.CHAMPION, Role.AGENCY_ADMINISTRATOR)

ROLES_OF: dict[AgencyKind, tuple[Role, ...]] = {
    AgencyKind.COUNCIL: (
        Role.LEAD_PRACTITIONER,
        Role.INTERVENTION_WORKER,
        Role.SENIOR_WORKER,
        Role.TEAM_MANAGER,
        Role.HUB_WORKER,
        *_EVERY_AGENCY,
    ),
    AgencyKind.POLICE: (
        Role.POLICE_OFFICER,
        Role.POLICE_METCO,
        Role.POLICE_CE,
        *_EVERY_AGENCY,
    ),
    # The partnership's own office: the only agency of this kind in a reviewed profile.
    AgencyKind.OTHER: (
        Role.CERAR_MANAGER,
        Role.CERAR_COORDINATOR,
        Role.ANALYST,
        Role.INFORMATION_GOVERNANCE,
        Role.OPERATOR,
        *_EVERY_AGENCY,
    ),
}
# Which other systems an agency may let in.
SYSTEM_OF: dict[AgencyKind, Role] = {AgencyKind.POLICE: Role.POLICE_SYSTEM}
# Several notices within this time share one e-mail.
ONE_LETTER_WITHIN = timedelta(minutes=30)
SENDING_TAKES = timedelta(seconds=30)  # at most, until it is known whether a letter went


def roles_of(kind: str) -> tuple[Role, ...]:
    """The roles that an administrator of such an agency may hand out."""
    return ROLES_OF.get(AgencyKind(kind), _EVERY_AGENCY)


def reason_not_to_give(
    *, kind: str, wanted: Collection[str], held: Collection[str] = ()
) -> str | None:
    """Why these roles cannot be given. What a person holds already, they may keep."""
    if not wanted:
        return "Choose at least one role."
    if set(wanted) - set(roles_of(kind)) - set(held):
        return "Your agency cannot give one of these roles."
    return None


def reason_not_to_change(*, is_self: bool, has_ended: bool) -> str | None:
    """Why a person's roles cannot be changed, or their account ended."""
    if is_self:
        return "You cannot change your own account. Ask another administrator of your agency."
    if has_ended:
        return "This account has ended. Invite the person again if they have come back."
    return None


def reason_not_to_treat_as_a_person(*, is_system: bool) -> str | None:
    """Why an account gets no other roles, and no link to sign in with."""
    if is_system:
        return "This is the account of another system. It has this one role, and nobody signs in with it."
    return None


def reason_not_to_add_system(*, kind: str, is_taken: bool) -> str | None:
    if AgencyKind(kind) not in SYSTEM_OF:
        return "No other system can send anything for an agency of this kind."
    if is_taken:
        return "There is a system of this name already. Make a key for that one, or choose another name."
    return None


def reason_not_to_make_key(*, is_system: bool, has_ended: bool) -> str | None:
    if not is_system:
        return "Only other systems have keys. People sign in."
    if has_ended:
        return "This account has ended."
    return None


def reason_not_to_withdraw_key(*, is_withdrawn: bool) -> str | None:
    return "This key was withdrawn already." if is_withdrawn else None


def reason_not_to_hand_over(*, is_same: bool, to_has_ended: bool) -> str | None:
    """Why work cannot go to this colleague."""
    if is_same:
        return "Choose somebody else to take the work over."
    if to_has_ended:
        return "This colleague’s account has ended. Choose somebody else."
    return None


def reason_not_to_invite(*, has_account: bool) -> str | None:
    if has_account:
        return (
            "This person already has an account. Open it under People to send a new sign-in link."
        )
    return None


def reason_not_to_send_again(*, state: InvitationState) -> str | None:
    if state in {InvitationState.OPEN, InvitationState.EXPIRED}:
        return None
    return f"This invitation was {state.label.lower()}. Invite the person again."


def reason_not_to_withdraw(*, state: InvitationState) -> str | None:
    if state in {InvitationState.OPEN, InvitationState.EXPIRED}:
        return None
    return f"This invitation was already {state.label.lower()}."


def state_of(
    *,
    now: datetime,
    expires_at: datetime,
    accepted_at: datetime | None,
    withdrawn_at: datetime | None,
) -> InvitationState:
    """Where an invitation stands."""
    if accepted_at:
        return InvitationState.ACCEPTED
    if withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if now < expires_at else InvitationState.EXPIRED


def is_covered(*, now: datetime, last_sent_at: datetime | None) -> bool:
    """Whether an e-mail sent a moment ago already tells the person to look."""
    return last_sent_at is not None and now - last_sent_at < ONE_LETTER_WITHIN


def reason_not_to_remove(*, others: int) -> str | None:
    """Why a second step cannot be removed: there must be another app or passkey."""
    if others < 1:
        return "This is your only second step. Set up another one first, then remove this one."
    return None


_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
# Each browser also says it is those below it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def device(user_agent: str) -> str:
    """Firefox on Windows: what a browser says about itself, near enough to recognise one's own."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part) or "A device we do not know"
