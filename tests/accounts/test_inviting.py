"""Administrators ask colleagues in; the link works once, for a while, for its own agency."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.accounts import actions, invitations, people, queries
from cairn.accounts.choices import Event, InvitationState, LetterState
from cairn.accounts.models import Invitation, User
from cairn.accounts.roles import Role
from cairn.foundation import clock
from cairn.foundation.mail import SMTP
from cairn.foundation.refusals import OutOfReach, Refused

NEW = "slate meadow kettle 9"


@pytest.fixture
def invited(ada, a_week):
    return actions.invite(
        by=ada, email="Noor@Example.test ", name="Noor", roles=[Role.PARTNER], job_title="Teacher"
    )


def link(invitation):
    return f"/account/invitation/{invitations.secret_of(invitation)}"


def join(client, invitation, **given):
    return client.post(link(invitation), {"name": "Noor Ali", "password": NEW, **given})


def test_invite_keeps_no_secret(invited, events):
    secret = invitations.secret_of(invited)
    assert bytes(invited.digest) == invitations.digest_of(secret)
    kept = str(list(Invitation.objects.values())) + json.dumps(
        list(ProcrastinateJob.objects.values_list("args", flat=True))
    )
    assert secret not in kept
    assert "noor" not in json.dumps(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    assert events(Event.INVITED) == [
        (Event.INVITED, {"roles": ["partner"], "agency": "hill-school"})
    ]


def test_invite_holds_for_the_local_standard(invited):
    assert invited.expires_at - invited.invited_at == timedelta(days=7)


def test_invite_refuses_somebody_who_is_no_administrator(tess, a_week):
    with pytest.raises(Refused, match="Your role"):
        actions.invite(by=tess, email="x@example.test", name="X", roles=[Role.PARTNER])


@pytest.mark.parametrize(
    "role", [Role.POLICE_CE, Role.LEAD_PRACTITIONER, Role.SYSTEM, Role.OPERATOR]
)
def test_invite_refuses_a_role_the_agency_cannot_give(ada, a_week, role):
    with pytest.raises(Refused, match="cannot give"):
        actions.invite(by=ada, email="x@example.test", name="X", roles=[Role.PARTNER, role])
    assert not Invitation.objects.exists()


def test_invite_goes_into_ones_own_agency_only(ada, a_week, police, school):
    made = actions.invite(
        by=ada, email="x@example.test", name="X", roles=[Role.PARTNER], agency=police.code
    )
    assert made.agency == school


def test_invite_refuses_a_colleague_who_has_an_account(ada, tess, a_week):
    with pytest.raises(Refused, match="already has an account"):
        actions.invite(by=ada, email=tess.email.upper(), name="T", roles=[Role.PARTNER])


def test_invite_tells_nothing_of_other_agencies_people(ada, sam, a_week):
    """Whether somebody works for the police is not a school administrator's business."""
    made = actions.invite(by=ada, email=sam.email, name="Sam", roles=[Role.PARTNER])
    assert invitations.state_of(made) == InvitationState.OPEN


def test_accepting_cannot_take_an_account_of_another_agency_over(ada, sam, a_week, client):
    made = actions.invite(by=ada, email=sam.email, name="Sam", roles=[Role.PARTNER])
    answer = join(client, made)
    assert answer.status_code == 403
    assert "another agency" in answer.content.decode()
    sam.refresh_from_db()
    assert (sam.agency.code, sam.has_usable_password()) == ("police", False)


def test_invite_twice_leaves_one_link_that_works(ada, invited, client):
    again = actions.invite(by=ada, email="noor@example.test", name="Noor", roles=[Role.PARTNER])
    assert client.get(link(invited)).status_code == 404
    assert client.get(link(again)).status_code == 200


def test_accept_makes_an_account_and_asks_for_a_second_step(invited, client, school, events):
    page = client.get(link(invited)).content.decode()
    assert "noor@example.test" in page
    assert "Hill School" in page
    answer = join(client, invited)
    assert answer.url == "/start"
    noor = User.objects.get(email="noor@example.test")
    assert (noor.name, noor.agency, noor.roles, noor.job_title) == (
        "Noor Ali", school, ["partner"], "Teacher",
    )  # fmt: skip
    assert noor.check_password(NEW)
    assert client.get("/account/me").url == "/account/second-step"
    assert client.get("/account/second-step/app").status_code == 200  # not asked again so soon
    assert [name for name, _ in events(Event.JOINED, Event.SIGNED_IN)] == [
        Event.JOINED, Event.SIGNED_IN,
    ]  # fmt: skip


def test_accept_takes_no_bad_password(invited, client):
    answer = join(client, invited, password="noor@example.test")
    assert "too similar" in answer.content.decode()
    assert not User.objects.filter(email="noor@example.test").exists()


def test_links_that_do_not_work_all_show_the_same_page(ada, invited, a_week):
    from tests.accounts.conftest import Visitor
    from tests.accounts.test_signing_in import told

    used, expired, withdrawn = (
        actions.invite(by=ada, email=f"{n}@example.test", name="N", roles=[Role.PARTNER])
        for n in range(3)
    )
    join(Visitor(), used)
    withdrawn = actions.withdraw(by=ada, reference=withdrawn.reference)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=clock.now())
    pages = [Visitor().get(link(one)) for one in (used, expired, withdrawn)]
    pages.append(Visitor().get("/account/invitation/" + "0" * 64))
    pages += [join(Visitor(), one) for one in (used, expired, withdrawn)]
    assert {page.status_code for page in pages} == {404}
    assert len({told(page) for page in pages}) == 1
    assert "This link does not work" in pages[0].content.decode()


def test_accept_refuses_a_link_that_was_used_meanwhile(invited, stranger):
    secret = invitations.secret_of(invited)
    actions.accept(by=stranger, secret=secret, name="Noor", password=NEW)
    with pytest.raises(OutOfReach):
        actions.accept(by=stranger, secret=secret, name="Somebody", password="other words 123")
    assert User.objects.get(email="noor@example.test").check_password(NEW)


def test_accept_ends_the_session_of_whoever_sat_there(invited, client, sam):
    client.force_login(sam)
    join(client, invited)
    noor = User.objects.get(email="noor@example.test")
    assert client.session["_auth_user_id"] == str(noor.pk)


def test_send_again_stops_the_link_sent_before(invited, ada, client):
    before = link(invited)
    with clock.shifted(timedelta(days=8)):
        again = actions.send_again(by=ada, reference=invited.reference)
        assert client.get(before).status_code == 404
        assert client.get(link(again)).status_code == 200
    assert again.letter == LetterState.WAITING


@pytest.mark.parametrize("act", [actions.send_again, actions.withdraw])
def test_answered_invitation_stays_answered(invited, ada, client, act):
    join(client, invited)
    with pytest.raises(Refused, match="accepted"):
        act(by=ada, reference=invited.reference)


@pytest.mark.parametrize("act", [actions.send_again, actions.withdraw])
def test_invitation_of_another_agency_is_out_of_reach(invited, police, act, a_week):
    other = User.objects.create(
        email="boss@example.test", name="B", roles=[Role.AGENCY_ADMINISTRATOR], agency=police
    )
    with pytest.raises(OutOfReach):
        act(by=other, reference=invited.reference)
    assert not queries.invitations(by=other).exists()


def test_invite_again_gives_a_new_password_and_a_new_second_step(
    ada, tess, a_week, give_password, give_app, client
):
    from allauth.mfa.models import Authenticator

    give_password(tess)
    give_app(tess)
    again = actions.invite_again(by=ada, reference=tess.reference)
    join(client, again, name="Tess")
    tess.refresh_from_db()
    assert tess.check_password(NEW)
    assert not Authenticator.objects.filter(user=tess).exists()
    assert client.get("/account/me").url == "/account/second-step"


def test_invite_again_ends_the_sessions_under_the_old_password(
    ada, tess, tess_signs_in, a_week, client
):
    again = actions.invite_again(by=ada, reference=tess.reference)
    join(client, again)
    assert tess_signs_in.get("/account/me").status_code == 302


def test_invite_again_leaves_roles_as_they_are(ada, tess, a_week, client, stranger):
    again = actions.invite_again(by=ada, reference=tess.reference)
    actions.change_roles(by=ada, reference=tess.reference, roles=[Role.CHAMPION])
    join(client, again)
    tess.refresh_from_db()
    assert tess.roles == [Role.CHAMPION]


def test_somebody_who_comes_back_keeps_their_account(ada, tess, a_week, client):
    actions.end_account(by=ada, reference=tess.reference)
    made = actions.invite(by=ada, email=tess.email, name="Tess", roles=[Role.CHAMPION])
    join(client, made, name="Tess")
    back = User.objects.get(email=tess.email)
    assert (back.pk, back.is_active, back.roles) == (tess.pk, True, [Role.CHAMPION])


def test_cairn_itself_asks_the_first_administrator_in(police, a_week, system):
    made = actions.invite(
        by=people.system(), email="first@example.test", name="First",
        roles=[Role.AGENCY_ADMINISTRATOR], agency="police",
    )  # fmt: skip
    assert made.agency == police


def test_pages_of_invitations(client, ada, a_week):
    client.force_login(ada)
    assert "No invitations yet" in client.get("/account/people/invitations").content.decode()
    page = client.get("/account/people/invite").content.decode()
    offered = re.findall(r'name="roles"[^>]*value="(\w+)"', page)
    assert offered == ["partner", "champion", "agency_administrator"]
    empty = client.post("/account/people/invite", {}).content.decode()
    assert "Enter their name" in empty
    assert "Choose at least one role" in empty
    answer = client.post(
        "/account/people/invite",
        {"name": "Noor", "email": "noor@example.test", "roles": ["partner"]},
    )
    assert answer.url == "/account/people/invitations"
    shown = client.get(answer.url).content.decode()
    assert "noor@example.test" in shown
    assert "E-mail waiting to be sent" in shown
    made = Invitation.objects.get()
    assert invitations.secret_of(made) not in shown  # an administrator never holds the link
    assert (
        client.post(f"/account/people/invitations/{made.reference}/send-again").status_code == 302
    )
    assert client.post(f"/account/people/invitations/{made.reference}/withdraw").status_code == 302
    withdrawn = client.get(answer.url).content.decode()
    assert "Withdrawn" in withdrawn
    assert "E-mail waiting" not in withdrawn  # nobody waits for it any more


def test_page_refuses_a_role_beyond_the_list(client, ada, a_week):
    client.force_login(ada)
    answer = client.post(
        "/account/people/invite",
        {"name": "N", "email": "noor@example.test", "roles": ["police_ce"]},
    )
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_command_asks_the_first_administrator_in(police, a_week, settings, capsys, client):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    call_command("invite_administrator", "police", "first@example.test", "First")
    said = capsys.readouterr().out
    link_said = re.search(r"/account/invitation/\w+", said).group()
    assert client.get(link_said).status_code == 200
    made = Invitation.objects.get()
    assert (made.agency, made.roles) == (police, [Role.AGENCY_ADMINISTRATOR])


def test_command_shows_no_link_where_mail_takes_it(police, a_week, capsys):
    call_command("invite_administrator", "police", "first@example.test", "First")
    assert "/account/invitation/" not in capsys.readouterr().out


@pytest.mark.parametrize("agency", ["nowhere", "police"])
def test_command_says_why_not(police, sam, a_week, agency):
    with pytest.raises(CommandError, match=r"no agency|already has an account"):
        call_command("invite_administrator", agency, sam.email, "Sam")
