"""Who may know of a child: the whole truth table, and how it ends."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from cairn.accounts.models import User
from cairn.accounts.people import STRANGER
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, EmergencyAccess, Involvement
from cairn.children.permissions import reach, standing_reach
from cairn.foundation import clock

# Who reaches Jade (in Northmoor; Priya and Sam are named), and who when her record is restricted.
REACHES = {
    "priya": (True, True),
    "sam": (True, True),
    "mel": (True, False),
    "cory": (True, False),
    "pat": (True, False),
    "nia": (True, False),
    "olu": (False, False),
    "hugo": (False, False),
    "wren": (False, False),
    "audrey": (False, False),
    "tess": (False, False),
    "dee": (False, False),
    "ada": (False, False),
    "otto": (False, False),
    "stranger": (False, False),
    "system": (True, True),
}


def reached(user, via=""):
    return list(Child.objects.filter(reach(user)).values_list("reference", flat=True))


@pytest.mark.parametrize("who", REACHES)
@pytest.mark.parametrize("is_restricted", [False, True])
def test_reach_of_the_cast(request, jade, who, is_restricted):
    user = request.getfixturevalue(who)
    if is_restricted:
        request.getfixturevalue("restricted")
    expected = [jade.reference] if REACHES[who][is_restricted] else []
    assert reached(user) == expected
    # The same through a foreign key, and never a row twice.
    via = Involvement.objects.filter(reach(user, via="child__"))
    assert via.count() == (2 if expected else 0)


@pytest.fixture
def opened_to(request, jade, involve, northmoor_services, police, wren):
    """An involvement that opens Jade's record to Wren in one of the ways there are."""
    ways = {
        "her": {"person": wren},
        "her team": {"team": wren.team},
        "her agency": {},
        "another person of her agency": {"person": request.getfixturevalue("nia")},
        "another team of her agency": {"team": request.getfixturevalue("nia").team},
        "another agency": {"agency": police},
        "her, and her team": {"person": wren, "team": wren.team},
        "somebody else, in her team": {
            "person": request.getfixturevalue("nia"), "team": wren.team,
        },
    }  # fmt: skip

    def open_to(way, **more):
        said = {"agency": northmoor_services} | ways[way] | more
        return involve(jade, said.pop("agency"), **said)

    return open_to


@pytest.mark.parametrize(
    ("way", "reaches", "reaches_restricted"),
    [
        ("her", True, True),
        ("her team", True, False),
        ("her agency", True, False),
        ("another person of her agency", False, False),
        ("another team of her agency", False, False),
        ("another agency", False, False),
        ("her, and her team", True, True),
        ("somebody else, in her team", False, False),
    ],
)
def test_reach_through_an_involvement(jade, opened_to, wren, way, reaches, reaches_restricted):
    involvement = opened_to(way)
    assert bool(reached(wren)) is reaches
    Child.objects.update(is_restricted=True, restricted_because="x")
    assert bool(reached(wren)) is reaches_restricted
    Child.objects.update(is_restricted=False)
    involvement.until_on = date(2026, 2, 1)
    involvement.save()
    assert reached(wren) == []


def test_reach_without_the_permission_is_nothing_however_involved(jade, involve, school, tess):
    involve(jade, school, kind=InvolvementKind.SCHOOL, person=tess)
    involve(jade, school, kind=InvolvementKind.SCHOOL)
    assert reached(tess) == []


def test_reach_across_an_area_stops_at_its_border(jade, new_child, southmere, mel, nia, hugo, olu):
    there = new_child("Ava", "Sample", southmere, mel)
    assert set(reached(mel)) == {jade.reference, there.reference}
    assert reached(nia) == [jade.reference]
    assert reached(hugo) == [there.reference]
    assert reached(olu) == []


def test_reach_across_an_area_and_by_name_beyond_it(jade, new_child, southmere, involve, mel, nia):
    there = new_child("Ava", "Sample", southmere, mel)
    involve(there, nia.agency, person=nia)
    involve(jade, nia.agency, person=nia)
    assert sorted(reached(nia)) == sorted([jade.reference, there.reference])  # once each


@pytest.fixture
def emergency(jade, olu):
    now = clock.now()
    return EmergencyAccess.objects.create(
        child=jade, person=olu, reason="x", from_at=now, until_at=now + timedelta(hours=4)
    )


def test_reach_in_an_emergency_ends_by_itself(jade, emergency, olu, hugo):
    with clock.at(emergency.from_at):
        assert reached(olu) == [jade.reference]
        assert reached(hugo) == []
        assert not Child.objects.filter(standing_reach(olu)).exists()
    with clock.at(emergency.until_at - timedelta(seconds=1)):
        assert reached(olu) == [jade.reference]
    with clock.at(emergency.until_at):
        assert reached(olu) == []
    with clock.at(emergency.from_at - timedelta(seconds=1)):
        assert reached(olu) == []


def test_reach_in_an_emergency_ends_when_the_record_is_restricted(emergency, restricted, olu):
    with clock.at(emergency.from_at):
        assert reached(olu) == []


def test_reach_in_an_emergency_that_was_not_given_is_none(emergency, olu):
    emergency.was_given = False
    emergency.save()
    with clock.at(emergency.from_at):
        assert reached(olu) == []


def test_reach_of_a_stranger_is_nothing(jade):
    assert reached(STRANGER) == []


@pytest.mark.parametrize("who", ["priya", "mel", "audrey"])
def test_reach_joins_other_conditions_by_and(request, jade, who):
    user = request.getfixturevalue(who)
    assert not Child.objects.filter(reach(user) & Q(family_name="Nobody")).exists()


@pytest.mark.parametrize("is_restricted", [False, True])
def test_reach_stays_behind_when_somebody_goes_to_another_agency(
    request, jade, priya, southmere_services, is_restricted
):
    if is_restricted:
        request.getfixturevalue("restricted")
    assert reached(priya) == [jade.reference]
    priya.agency = southmere_services
    priya.save()
    assert reached(User.objects.get(pk=priya.pk)) == []
