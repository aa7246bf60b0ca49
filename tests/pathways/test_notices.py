"""Who hears of what: those whom it concerns and who may open the child's record, and no names."""

import uuid
from datetime import date

import pytest

from cairn.accounts.models import Notice, User
from cairn.accounts.roles import Role
from cairn.children import actions as children
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.pathways import actions
from tests.pathways.conftest import ENDING


@pytest.fixture
def heard(react):
    """What each person has heard since it was asked last: {"Priya": ["A pathway was opened..."]}."""
    seen = set()

    def listen():
        react()
        found = {}
        for row in Notice.objects.exclude(pk__in=seen).select_related("person").order_by("pk"):
            seen.add(row.pk)
            assert "Jade" not in row.wording
            found.setdefault(row.person.name, []).append(row.wording)
        return found

    return listen


@pytest.fixture
def worker(wren, jade):
    Involvement.objects.create(
        child=jade, agency=wren.agency, person=wren, kind="intervention_worker", why="Walks",
        since_on=date(2026, 1, 5),
    )  # fmt: skip
    return wren


def record(by, child):
    return actions.record_contact(
        by=by, key=uuid.uuid4(), child=child.reference, source="partner", said="Two phones."
    )


def screen(by, contact, outcome):
    return actions.screen(by=by, reference=contact.reference, outcome=outcome, reason="Signs")


def test_contact_calls_the_cerar_managers_of_the_area_until_it_is_screened(
    heard, mel, cory, steph, priya, jade, southmere_services
):
    User.objects.create(
        email="zed@example.test", name="Zed", roles=[Role.CERAR_MANAGER], agency=southmere_services
    )
    contact = record(priya, jade)
    assert heard() == {"Mel": ["A contact about exploitation waits to be screened."]}
    assert heard() == {}
    screen(mel, contact, "early_help")
    assert not Notice.objects.filter(seen_at=None).exists()
    record(mel, jade)
    assert heard() == {}  # whoever recorded it knows


def test_contact_about_a_restricted_child_calls_its_keepers_where_no_manager_may_open_it(
    heard, mel, priya, sam, jade
):
    Child.objects.update(is_restricted=True, restricted_because="A relative works here")
    record(priya, jade)
    said = heard()
    assert set(said) == {"Priya", "Sam"}
    assert "no CERAR manager may open" in said["Sam"][0]


KEEPERS = [
    "A contact about exploitation waits, and no CERAR manager may open the child’s record."
    " Decide who may."
]


def test_contact_that_waits_when_its_child_is_restricted_calls_the_keepers(
    heard, mel, cory, priya, sam, jade
):
    record(priya, jade)
    assert set(heard()) == {"Mel"}
    children.restrict(by=cory, reference=jade.reference, reason="A relative of hers works here")
    assert heard() == {"Priya": KEEPERS, "Sam": KEEPERS, "Cory": KEEPERS}


def test_contact_that_waits_calls_the_keepers_when_the_last_who_could_screen_it_goes(
    heard, mel, cory, priya, sam, jade
):
    involved = children.involve(
        by=cory, reference=jade.reference, kind="other", agency=mel.agency, person=mel, why="CERAR"
    )
    children.restrict(by=cory, reference=jade.reference, reason="A relative of hers works here")
    record(priya, jade)
    assert set(heard()) == {"Mel"}
    children.end_involvement(by=cory, reference=jade.reference, involvement_id=involved.pk)
    assert set(heard()) == {"Priya", "Sam", "Cory"}


def test_contact_that_waits_calls_the_managers_of_where_the_child_moved(
    heard, mel, cory, priya, jade, southmere, southmere_services
):
    User.objects.create(
        email="zed@example.test", name="Zed", roles=[Role.CERAR_MANAGER], agency=southmere_services
    )
    record(priya, jade)
    assert set(heard()) == {"Mel"}
    children.change_child(
        by=cory, reference=jade.reference, version=1, changes={"school": "Hill School"}
    )
    assert heard() == {}
    children.change_child(
        by=cory, reference=jade.reference, version=2, changes={"council": southmere}
    )
    assert set(heard()) == {"Zed"}


def test_what_is_decided_is_told_to_the_lead_and_the_worker(heard, mel, priya, worker, sam, jade):
    contact = record(mel, jade)
    pathway = screen(mel, contact, "level_1").pathway
    opened = ["A pathway was opened for a child you work with."]
    assert heard() == {"Priya": opened, "Wren": opened}
    seen = {"by": mel, "reference": pathway.reference}
    actions.set_level(**seen, version=1, level="high", reason="Signs")
    level = ["The level of a child you work with was set."]
    assert heard() == {"Priya": level, "Wren": level}
    screen(mel, record(mel, jade), "existing")
    assert heard() == {
        "Priya": ["A contact was added to the pathway of a child you are lead practitioner for."]
    }
    actions.close(**seen, version=2, **ENDING)
    assert set(heard()) == {"Priya", "Wren"}
    actions.reopen(**seen, version=3, because="It began again")
    assert heard()["Wren"] == ["The pathway of a child you work with was reopened."]
    notice = Notice.objects.filter(person=priya).latest("pk")
    assert (notice.page, notice.about) == ("pathways:pathway", pathway.reference)


def test_who_may_not_open_the_record_hears_nothing(
    heard, mel, priya, worker, jade, southmere_services
):
    contact = record(mel, jade)
    User.objects.filter(pk=worker.pk).update(roles=[Role.PARTNER])
    # Whoever has gone to work for another agency leaves the child there.
    User.objects.filter(pk=priya.pk).update(agency=southmere_services)
    screen(mel, contact, "level_1")
    assert heard() == {}


@pytest.fixture
def tim(northmoor_services):
    """Manages the team that has the pathway, and reaches its own area only."""
    return User.objects.create(
        email="tim@example.test", name="Tim", roles=[Role.TEAM_MANAGER], agency=northmoor_services
    )


def offer(by, pathway):
    return actions.offer(
        by=by, reference=pathway.reference, version=1, why="They move", to_council="southmere"
    )


def test_council_that_is_asked_hears_of_it_and_so_does_who_asked_of_the_answer(
    heard, tim, mel, steph, cory, pathway, southmere
):
    heard()
    offer(tim, pathway)
    asked = ["Your council is asked to take a pathway."]
    assert heard() == {"Steph": asked, "Mel": asked}
    actions.answer(
        by=steph, reference=pathway.reference, version=2, is_accepted=False, reason="No room"
    )
    assert not Notice.objects.filter(key__startswith="pathways.asked", seen_at=None).exists()
    assert heard() == {"Tim": ["A council does not take the pathway that you asked it to take."]}


def test_who_asked_hears_that_it_was_taken_and_no_more_of_a_child_that_has_left_their_reach(
    heard, tim, mel, steph, pathway
):
    heard()
    offer(mel, pathway)
    actions.answer(by=steph, reference=pathway.reference, version=2, is_accepted=True)
    assert heard()["Mel"] == ["A council takes the pathway that you asked it to take."]
    with pytest.raises(Refused):
        actions.withdraw(by=mel, reference=pathway.reference, version=3)
    actions.offer(
        by=steph, reference=pathway.reference, version=3, why="Back", to_council="northmoor"
    )
    heard()
    actions.answer(by=tim, reference=pathway.reference, version=4, is_accepted=True)
    assert heard()["Steph"] == ["A council takes the pathway that you asked it to take."]
    notice = Notice.objects.filter(person=steph).latest("pk")
    assert (notice.page, notice.about) == ("pathways:tracker", "")


def test_nobody_is_asked_about_a_restricted_child(heard, tim, mel, steph, pathway):
    heard()
    offer(tim, pathway)
    Child.objects.update(is_restricted=True, restricted_because="A relative works here")
    assert heard() == {}


def test_council_outside_the_county_has_nobody_here_to_hear(heard, mel, pathway):
    heard()
    actions.offer(
        by=mel, reference=pathway.reference, version=1, why="They move", to_elsewhere="Farshire"
    )
    assert heard() == {}


def test_late_reaction_calls_nobody_to_what_was_screened_meanwhile(heard, mel, priya, jade):
    with clock.at(clock.now()):
        contact = record(priya, jade)
        screen(mel, contact, "early_help")
    assert heard() == {}
