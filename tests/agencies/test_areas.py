"""The areas in which people work: their team's, or else their agency's."""

import pytest

from cairn.agencies import kept, queries
from cairn.agencies.models import Agency, Council, Team


def _codes(stranger, agency, team=None):
    rows = queries.areas_covered(
        by=stranger, agency_id=agency and agency.pk, team_id=team and team.pk
    )
    return [row.code for row in rows]


@pytest.fixture
def teams(police, southmere):
    return [
        Team.objects.create(code="south", name="South", kind="ce_unit", agency=police,
                            council=southmere),
        Team.objects.create(code="all", name="All", kind="ce_unit", agency=police),
    ]  # fmt: skip


def test_areas_are_the_teams_where_it_has_one_and_else_the_agencys(
    stranger, teams, police, southmere_services
):
    one, across = teams
    assert _codes(stranger, police, one) == ["southmere"]
    assert _codes(stranger, police, across) == ["northmoor", "southmere"]
    assert _codes(stranger, police) == ["northmoor", "southmere"]
    assert _codes(stranger, southmere_services) == ["southmere"]


def test_areas_that_are_kept_are_not_mixed_up(monkeypatch, stranger, teams, police):
    monkeypatch.setattr(kept, "kept_for", lambda: kept.KEPT_FOR)
    kept.forget()
    for _ in range(2):
        assert _codes(stranger, police, teams[0]) == ["southmere"]
        assert _codes(stranger, police) == ["northmoor", "southmere"]
    kept.forget()


def test_areas_come_by_code(stranger, northmoor):
    agency = Agency.objects.create(code="two", name="Two", kind="other")

    agency.councils.set([Council.objects.create(code="alder", name="Alder"), northmoor])
    assert _codes(stranger, agency) == ["alder", "northmoor"]


def test_areas_of_nobody_and_of_an_agency_without_any_are_none(stranger, police):
    alone = Agency.objects.create(code="alone", name="Alone", kind="other")
    assert _codes(stranger, alone) == []
    assert _codes(stranger, None) == []
