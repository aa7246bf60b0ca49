"""Who reads which strand. Every part is joined by AND; what nothing allows is denied."""

import pytest

from cairn.foundation.refusals import OutOfReach, Refused
from cairn.intelligence import actions, queries
from cairn.intelligence.models import Strand

PEOPLE = ("priya", "sam", "olu", "mel", "cory", "wren", "pat")
CONDITIONS = {"handling": "C", "conditions": "Ask the desk first."}


def readers(request, strand):
    return {
        name
        for name in PEOPLE
        if queries.strands(by=request.getfixturevalue(name)).filter(pk=strand.pk).exists()
    }


def test_strand_of_a_child_is_read_by_those_who_reach_her(request, make, jade):
    assert readers(request, make(children=[jade])) == {"priya", "sam", "mel", "cory", "pat"}


def test_strand_of_no_child_is_read_by_those_who_reach_the_area(request, make):
    assert readers(request, make()) == {"mel", "cory", "pat"}


def test_strand_with_conditions_and_no_agency_stays_with_the_desk(request, make, jade):
    assert readers(request, make(children=[jade], **CONDITIONS)) == {"pat"}


def test_strand_with_conditions_is_read_by_the_agencies_named(request, make, jade):
    strand = make(children=[jade], for_agencies=["northmoor-cs"], **CONDITIONS)
    assert readers(request, strand) == {"priya", "pat"}


def test_strand_naming_a_restricted_child_is_kept_from_who_cannot_reach_them(
    request, make, jade, sealed, system
):
    strand = make(children=[jade])
    strand.children.add(sealed)
    assert readers(request, strand) == set()
    assert queries.strands(by=system).filter(pk=strand.pk).exists() is False


def test_strand_of_another_area_is_not_the_desks_there(make, southmere, police):
    from cairn.accounts.models import User
    from cairn.agencies.models import Team

    team = Team.objects.create(
        code="south", name="South", kind="ce_unit", agency=police, council=southmere
    )
    sol = User.objects.create(
        email="sol@example.test", name="Sol", roles=["police_ce"], agency=police, team=team
    )
    assert not queries.strands(by=sol).filter(pk=make().pk).exists()


def test_strands_show_only_names_within_reach(make, jade, robin, priya):
    strand = make(children=[jade, robin])
    seen = queries.strands(by=priya).get(pk=strand.pk)
    assert list(seen.children.all()) == [jade]


def test_read_strand_out_of_reach_is_as_one_that_is_not_there(make, olu):
    make()
    for reference in (Strand.objects.get().reference, "ST-0000-0000"):
        with pytest.raises(OutOfReach):
            actions.read_strand(by=olu, reference=reference)


@pytest.mark.parametrize("person", ["tess", "audrey", "dee", "otto", "ada", "stranger"])
def test_strands_need_the_role(request, person):
    with pytest.raises(Refused):
        queries.strands(by=request.getfixturevalue(person))


@pytest.mark.parametrize("person", ["priya", "mel", "sam"])
def test_source_needs_the_role(request, person, make, jade):
    strand = make(children=[jade])
    with pytest.raises(Refused):
        actions.read_source(by=request.getfixturevalue(person), reference=strand.reference)
