"""An agency's people: its administrators see and change theirs, and nobody else's."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from cairn.accounts import actions, queries
from cairn.accounts.choices import Event
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.audit.models import AuditEvent
from cairn.foundation.refusals import OutOfReach, Refused


@pytest.fixture
def joan(school):
    return User.objects.create(
        email="joan@example.test", name="=Joan", roles=[Role.PARTNER, Role.CHAMPION], agency=school
    )


def test_people_are_ones_own_agencys(ada, tess, joan, sam, priya):
    assert set(queries.people(by=ada)) == {ada, tess, joan}


def test_people_are_filtered(ada, tess, joan):
    assert list(queries.people(by=ada, name="ESS")) == [tess]
    assert list(queries.people(by=ada, role=Role.CHAMPION)) == [joan]
    actions.end_account(by=ada, reference=joan.reference)
    assert joan not in queries.people(by=ada)
    assert list(queries.people(by=ada, ended=True)) == [joan]


@pytest.mark.parametrize("who", ["tess", "priya", "pat", "mel", "otto", "dee", "audrey"])
def test_people_are_for_administrators_only(request, client, ada, who):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused):
        queries.people(by=person)
    client.force_login(person)
    for page in ("", "/download", "/invite", "/invitations", f"/{ada.reference}"):
        assert client.get(f"/account/people{page}").status_code == 403


def test_page_of_people(client, ada, joan, sam, django_assert_num_queries):
    client.force_login(ada)
    page = client.get("/account/people").content.decode()
    assert "Joan" in page
    assert "Sam" not in page
    assert "Partner professional and Child exploitation champion" in page
    nobody = client.get("/account/people?name=zzz").content.decode()
    assert "Nobody in your agency fits" in nobody


def test_page_of_people_goes_on(client, ada, school):
    import re
    from html import unescape

    User.objects.bulk_create(
        User(email=f"n{n}@example.test", name=f"N{n:02}", roles=["partner"], agency=school)
        for n in range(30)
    )
    client.force_login(ada)
    first = client.get("/account/people?role=partner").content.decode()
    assert "N24" in first
    assert "N25" not in first
    more = unescape(re.search(r'href="(\?[^"]*after=[^"]*)"', first).group(1))
    second = client.get("/account/people" + more).content.decode()
    assert "N25" in second
    assert "N24" not in second


def test_statements_of_the_page_of_people_are_constant(
    client, ada, school, django_assert_max_num_queries
):
    client.force_login(ada)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get("/account/people")
    User.objects.bulk_create(
        User(email=f"n{n}@example.test", name=f"N{n:02}", roles=["partner"], agency=school)
        for n in range(20)
    )
    with CaptureQueriesContext(connection) as many:
        client.get("/account/people")
    assert len(few) == len(many)


def test_download_of_people_runs_no_formula_and_leaves_a_trace(client, ada, joan, events):
    client.force_login(ada)
    answer = client.get("/account/people/download")
    sheet = load_workbook(BytesIO(answer.content)).active
    names = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in names] == ["=Joan", "Ada"]
    assert {cell.data_type for cell in names} == {"s"}
    assert events(Event.PEOPLE_EXPORTED) == [(Event.PEOPLE_EXPORTED, {"people": 2})]


def test_person_of_another_agency_is_not_there(client, ada, sam):
    client.force_login(ada)
    missing = client.get("/account/people/PN-0000-0000")
    for page in ("", "/roles", "/end"):
        answer = client.get(f"/account/people/{sam.reference}{page}")
        assert answer.status_code == 404
    assert len(answer.content) == len(missing.content)
    assert client.post(f"/account/people/{sam.reference}/sign-in-link").status_code == 404


@pytest.mark.parametrize(
    "act",
    [
        lambda by, who: actions.change_roles(by=by, reference=who.reference, roles=["partner"]),
        lambda by, who: actions.end_account(by=by, reference=who.reference),
        lambda by, who: actions.invite_again(by=by, reference=who.reference),
    ],
)
def test_acts_on_another_agencys_person_are_out_of_reach(ada, sam, a_week, act):
    with pytest.raises(OutOfReach):
        act(ada, sam)


@pytest.mark.parametrize(
    "act",
    [
        lambda by, who: actions.change_roles(by=by, reference=who.reference, roles=["partner"]),
        lambda by, who: actions.end_account(by=by, reference=who.reference),
        lambda by, who: actions.invite_again(by=by, reference=who.reference),
    ],
)
def test_nobody_changes_themselves(ada, a_week, act):
    with pytest.raises(Refused, match="your own account"):
        act(ada, ada)


def test_change_roles_takes_effect_and_leaves_a_trace(ada, tess, events):
    actions.change_roles(by=ada, reference=tess.reference, roles=["champion", "partner"])
    tess.refresh_from_db()
    assert tess.roles == ["champion", "partner"]
    assert events(Event.ROLES_CHANGED)[0][1] == {
        "before": ["partner"], "after": ["champion", "partner"], "team": "",
    }  # fmt: skip


def test_change_roles_refuses_what_the_agency_cannot_give(ada, tess):
    with pytest.raises(Refused, match="cannot give"):
        actions.change_roles(by=ada, reference=tess.reference, roles=["partner", "police_ce"])


def test_change_roles_lets_a_person_keep_what_they_hold(ada, tess):
    tess.roles = ["partner", "analyst"]
    tess.save()
    actions.change_roles(by=ada, reference=tess.reference, roles=["champion", "analyst"])
    tess.refresh_from_db()
    assert tess.roles == ["analyst", "champion"]


def test_change_roles_refuses_another_agencys_team(ada, tess, wren):
    with pytest.raises(OutOfReach):
        actions.change_roles(
            by=ada, reference=tess.reference, roles=["partner"], team=wren.team.code
        )


def test_end_account_hands_over_first(ada, tess, joan):
    actions.end_account(by=ada, reference=tess.reference, successor=joan.reference)
    rows = list(
        AuditEvent.objects.filter(event__in=[Event.HANDED_OVER, Event.ENDED]).order_by("pk")
    )
    assert [row.event for row in rows] == [Event.HANDED_OVER, Event.ENDED]
    assert rows[0].details == {"from_id": tess.pk, "to_id": joan.pk}
    tess.refresh_from_db()
    assert not tess.is_active


@pytest.mark.parametrize("who", ["tess", "sam", "gone"])
def test_end_account_hands_over_to_a_colleague_who_is_there(ada, tess, joan, sam, who):
    if who == "gone":
        actions.end_account(by=ada, reference=joan.reference)
    to = {"tess": tess, "sam": sam, "gone": joan}[who]
    with pytest.raises((Refused, OutOfReach)):
        actions.end_account(by=ada, reference=tess.reference, successor=to.reference)
    tess.refresh_from_db()
    assert tess.is_active


def test_end_account_ends_its_sessions(ada, tess, tess_signs_in):
    from django.contrib.sessions.models import Session

    key = tess_signs_in.session.session_key
    actions.end_account(by=ada, reference=tess.reference)
    assert not Session.objects.filter(session_key=key).exists()
    assert tess_signs_in.get("/account/me").status_code == 302


def test_end_account_ends_once(ada, tess):
    actions.end_account(by=ada, reference=tess.reference)
    with pytest.raises(Refused, match="has ended"):
        actions.end_account(by=ada, reference=tess.reference)


def test_page_to_end_an_account(client, ada, tess, joan):
    client.force_login(ada)
    address = f"/account/people/{tess.reference}/end"
    page = client.get(address).content.decode()
    assert joan.reference in page
    assert ada.reference in page
    assert tess.reference not in page.replace(f"/account/people/{tess.reference}", "")
    assert "Choose who takes over" in client.post(address, {}).content.decode()
    tess.refresh_from_db()
    assert tess.is_active
    assert client.post(address, {"successor": "nobody"}).status_code == 302
    tess.refresh_from_db()
    assert not tess.is_active
    shown = client.get(f"/account/people/{tess.reference}").content.decode()
    assert "This account has ended" in shown
    assert "End this account" not in shown


def test_page_of_oneself_offers_no_change(client, ada):
    client.force_login(ada)
    page = client.get(f"/account/people/{ada.reference}").content.decode()
    assert "You cannot change your own account" in page
    assert "End this account" not in page


def test_two_people_cannot_share_an_address(tess, school):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="TESS@example.test", name="X", roles=[], agency=school)
