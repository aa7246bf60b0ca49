"""Which roles an agency may hand out, and why something cannot be done."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.accounts import rules
from cairn.accounts.choices import InvitationState
from cairn.accounts.roles import GRANTS, SYSTEMS, Role, permissions_of
from cairn.agencies.choices import AgencyKind
from cairn.audit.choices import Permission
from cairn.foundation import clock

NOW = clock.from_iso("2026-11-21T10:00")


def test_roles_of_an_agency_never_include_cairn_or_strangers():
    for kind in AgencyKind:
        assert not {Role.SYSTEM, Role.STRANGER} & set(rules.roles_of(kind))


def test_roles_of_agencies_cover_every_role_people_can_hold():
    given = {role for kind in AgencyKind for role in rules.roles_of(kind)}
    assert given == set(Role) - {Role.SYSTEM, Role.STRANGER, *SYSTEMS}


@pytest.mark.parametrize("kind", [kind for kind in AgencyKind if kind not in rules.ROLES_OF])
def test_other_agencies_reach_no_child(kind):
    assert Permission.CHILDREN_VIEW not in permissions_of(list(rules.roles_of(kind)))


def test_only_the_police_triage_and_grade():
    for kind in set(AgencyKind) - {AgencyKind.POLICE}:
        held = permissions_of(list(rules.roles_of(kind)))
        assert not held & {Permission.SUBMISSIONS_TRIAGE, Permission.INTELLIGENCE_GRADE}


@given(
    kind=st.sampled_from(AgencyKind),
    wanted=st.sets(st.sampled_from(Role), min_size=1),
    held=st.sets(st.sampled_from(Role)),
)
def test_reason_not_to_give_stops_every_role_beyond_the_list(kind, wanted, held):
    beyond = wanted - set(rules.roles_of(kind)) - held
    assert bool(rules.reason_not_to_give(kind=kind, wanted=wanted, held=held)) == bool(beyond)


def test_reason_not_to_give_nothing():
    assert "at least one" in rules.reason_not_to_give(kind=AgencyKind.SCHOOL, wanted=[])


def test_reason_not_to_change_oneself_or_somebody_who_left():
    assert "your own" in rules.reason_not_to_change(is_self=True, has_ended=False)
    assert "has ended" in rules.reason_not_to_change(is_self=False, has_ended=True)
    assert rules.reason_not_to_change(is_self=False, has_ended=False) is None


@pytest.mark.parametrize(
    ("expires", "accepted", "withdrawn", "state"),
    [
        (1, None, None, InvitationState.OPEN),
        (0, None, None, InvitationState.EXPIRED),
        (-1, None, None, InvitationState.EXPIRED),
        (1, NOW, None, InvitationState.ACCEPTED),
        (-1, NOW, None, InvitationState.ACCEPTED),
        (1, None, NOW, InvitationState.WITHDRAWN),
    ],
)
def test_state_of_an_invitation(expires, accepted, withdrawn, state):
    assert state == rules.state_of(
        now=NOW,
        expires_at=NOW + timedelta(days=expires),
        accepted_at=accepted,
        withdrawn_at=withdrawn,
    )


@pytest.mark.parametrize("state", [InvitationState.ACCEPTED, InvitationState.WITHDRAWN])
def test_answered_invitations_cannot_be_sent_or_withdrawn(state):
    assert rules.reason_not_to_send_again(state=state)
    assert rules.reason_not_to_withdraw(state=state)


@pytest.mark.parametrize(("minutes", "covered"), [(0, True), (29, True), (30, False)])
def test_letter_covers_half_an_hour(minutes, covered):
    sent = NOW - timedelta(minutes=minutes)
    assert rules.is_covered(now=NOW, last_sent_at=sent) is covered
    assert rules.is_covered(now=NOW, last_sent_at=None) is False


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari", "Chrome on Android"),
        ("curl/8", "A device we do not know"),
        ("", "A device we do not know"),
    ],
)
def test_device_is_recognisable(said, device):
    assert rules.device(said) == device


def test_every_role_is_described_and_granted():
    assert set(GRANTS) == set(Role)
    for role in Role:
        assert len(role.label) > 5
        assert role.label != role.value


def test_nobody_holds_everything_but_cairn_itself():
    for role in set(Role) - {Role.SYSTEM}:
        assert GRANTS[role] < GRANTS[Role.SYSTEM]
