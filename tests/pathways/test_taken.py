"""A council took a pathway: that it names who leads and works there is on the right people's lists."""

import html
from datetime import date

import pytest
from django.urls import reverse

from cairn.accounts.roles import Role
from cairn.children.models import Involvement
from cairn.home.queries import needs
from cairn.pathways import actions, queries
from tests.cast import _person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LEAD = "Name a lead practitioner for Jade Example"
WORKER = "Name an intervention worker for Jade Example"


@pytest.fixture
def asked(mel, steph, pathway, southmere):
    """Southmere is asked to take Jade's pathway, at High."""
    at = {"by": mel, "reference": pathway.reference}
    actions.set_level(**at, version=1, level="high", reason="Cars")
    actions.offer(**at, version=2, to_council="southmere", why="She has moved")
    return pathway


@pytest.fixture
def taken(asked, steph):
    actions.answer(by=steph, reference=asked.reference, version=3, is_accepted=True)
    return asked


def to_name(person):
    return [one.text for one in needs(by=person) if one.text.startswith("Name a")]


def names(child, person, kind):
    Involvement.objects.filter(child=child, kind=kind, until_on=None).update(
        until_on=date(2026, 11, 20)
    )
    Involvement.objects.create(
        child=child, kind=kind, agency=person.agency, person=person, why="Works there",
        since_on=date(2026, 11, 20),
    )  # fmt: skip


def page(client, person, name, args):
    client.force_login(person, backend=BACKEND)
    return html.unescape(client.get(reverse(name, args=args)).content.decode())


def test_who_leads_is_named_by_those_who_decide_in_the_council_that_took_it(
    taken, steph, mel, priya, cory, northmoor_services
):
    other = _person("Nel", northmoor_services, Role.TEAM_MANAGER)
    for person in (steph, mel):
        assert sorted(to_name(person)) == [LEAD, WORKER]
    for person in (priya, cory, other):
        assert to_name(person) == []


def test_lines_lead_to_pages_that_open_and_leave_when_done(client, taken, steph, olu, jade):
    client.force_login(steph, backend=BACKEND)
    for one in needs(by=steph):
        assert client.get(one.page).status_code == 200
    names(jade, olu, "lead_practitioner")
    assert to_name(steph) == [WORKER]
    names(jade, olu, "intervention_worker")
    assert to_name(steph) == []


def test_nothing_is_to_name_before_it_is_taken_or_after_it_ended(asked, steph, mel):
    assert to_name(steph) == to_name(mel) == []
    actions.answer(by=steph, reference=asked.reference, version=3, is_accepted=True)
    type(asked).objects.update(closed_at=asked.opened_at)
    assert to_name(steph) == []


def test_no_worker_is_to_name_where_the_level_entitles_to_none(taken, steph):
    taken.refresh_from_db()
    at = {"by": steph, "reference": taken.reference, "version": taken.version}
    actions.set_level(**at, level="low", reason="Safer")
    assert to_name(steph) == [LEAD]


def test_answer_page_says_what_is_next_before_and_after(client, asked, steph):
    shown = page(client, steph, "pathways:answer", [asked.reference])
    assert "Next, you name a lead practitioner and an intervention worker there" in shown
    answered = client.post(
        reverse("pathways:answer", args=[asked.reference]),
        {"is_accepted": "yes", "version": 3}, follow=True,
    )  # fmt: skip
    words = html.unescape(answered.content.decode())
    assert "Next, name a lead practitioner and an intervention worker." in words


def test_whoever_opens_the_pathway_sees_it_and_those_who_may_can_name(client, taken, steph, priya):
    at = ("pathways:pathway", [taken.reference])
    said = "Southmere has taken this pathway. Next, name a lead practitioner"
    link = reverse("children:lead_practitioner", args=[taken.child.reference])
    assert said in page(client, priya, *at)  # still named in the record
    assert link not in page(client, priya, *at)
    assert link in page(client, steph, *at)


def test_to_name_is_nothing_of_a_pathway_that_was_never_moved(pathway, mel):
    assert queries.to_name(by=mel, pathways=[pathway]) == [queries.ToName()]
