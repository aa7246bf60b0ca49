"""A restricted child is nobody's news to those who work across the area, nor to those who sit in the
same meeting: every list, every page of the meeting and its minutes have the same bytes with and
without the child, her casework and the item about her.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cairn.accounts.people import system
from cairn.assessments.models import Assessment
from cairn.audit.choices import Permission
from cairn.foundation import clock
from cairn.meetings.composing import minutes_of
from cairn.meetings.models import AgendaItem, Decision, Invitation, Meeting, Statement, Task
from cairn.pathways.models import LevelSet, Pathway, Transfer
from tests.house_rules.conftest import _assessments, _entry, _meeting, _missing, _pathway, _plan
from tests.house_rules.test_paired_world import (  # noqa: F401  (fixtures)
    WHOLE_FIGURES,
    _browser,
    _get,
    _pictures,
    base,
)

ACROSS = ("mel", "cory", "pat")
NARROWED = (
    "/meetings/tasks/?whose=all",
    "/meetings/tasks/?whose=all&tab=overdue",
    "/meetings/tasks/spreadsheet?whose=all",
    "/meetings/?kind=level-1",
    "/meetings/spreadsheet?state=under_way",
    "/pathways/contacts?tab=screened",
    "/pathways/contacts/spreadsheet?tab=screened",
    "/pathways/?due=overdue",
)
PAGES = ("meetings:meeting", "meetings:run", "meetings:minutes", "meetings:invite")


@pytest.fixture
def group(base, mel, cory, pat, police, partnership):  # noqa: F811
    """The police's meetings, one under way and one of which minutes are sent; all three are there."""
    made = []
    for days, state in ((0, {}), (-30, {"ended_at": clock.now()})):
        then = clock.now() + timedelta(days=days)
        meeting = Meeting.objects.create(
            kind="police-monthly", council=base, starts_at=then, where="Room 2", chair=pat,
            arranged_at=then, arranged_by=pat, started_at=then,
            **state,
        )  # fmt: skip
        for person in (mel, cory, pat):
            Invitation.objects.create(
                meeting=meeting, person=person, agency=person.agency, attendance="present"
            )
        for position in (1, 4):
            item = AgendaItem.objects.create(meeting=meeting, position=position, title="Buses")
            Decision.objects.create(item=item, text="Ask the company", at=then, by=pat)
        made.append(meeting)
    return made


def send(meeting):
    meeting = Meeting.objects.get(pk=meeting.pk)
    meeting.minutes = minutes_of(meeting)
    meeting.sent_at, meeting.sent_by = clock.now(), meeting.chair
    meeting.save(update_fields=["minutes", "sent_at", "sent_by"])


def hide(group, council, child, pat, mel):
    """All that is known of her; she is talked about between the two items about buses."""
    child.is_restricted, child.restricted_because = True, "A relative works here"
    child.save()
    _pathway(pat, child)
    _entry(pat, child)
    _meeting(council, pat, child)
    _assessments(child, pat)
    _plan(child, pat)
    _missing(child, system())  # who reports her themselves still sees that they did
    row = Pathway.objects.get(child=child)
    LevelSet.objects.create(
        pathway=row, level="low", reason="-", prompted="high", why_differs="-", at=clock.now(),
        by=mel, assessment=Assessment.objects.filter(child=child).first(),
    )  # fmt: skip
    Transfer.objects.create(
        pathway=row, from_council=council, to_council=council, why="-", offered_at=clock.now(),
        offered_by=pat,
    )  # fmt: skip
    for meeting in group:
        item = AgendaItem.objects.create(meeting=meeting, position=2, title="Amber", child=child)
        Decision.objects.create(item=item, text="High", at=clock.now(), by=pat)
        Statement.objects.create(
            item=item, agency=pat.agency, text="Seen again", at=clock.now(), by=pat
        )
        for owner in (mel, None):
            Task.objects.create(
                item=item, what="Ring her school", agency=mel.agency, owner=owner,
                due_on=clock.today() - timedelta(days=3), given_at=clock.now(), given_by=pat,
            )  # fmt: skip


def seen(client, person, group):
    send(group[1])
    found = _pictures(client, person)
    found |= {("narrowed", address): _get(client, address) for address in NARROWED}
    for meeting in group:
        for name in PAGES:
            address = reverse(name, args=[meeting.reference])
            found[name, meeting.reference] = _get(client, address)
        due = reverse("pathways:agenda_due", args=[meeting.reference])
        found["due", meeting.reference] = _get(client, due)
    return found


@pytest.mark.parametrize("person", ACROSS)
def test_restricted_child_changes_nothing_that_others_see(person, base, group, request):  # noqa: F811
    client = _browser(person, request)
    with transaction.atomic():
        without = seen(client, person, group)
        transaction.set_rollback(True)
    with transaction.atomic():
        people = [request.getfixturevalue(name) for name in ("jade", "pat", "mel")]
        hide(group, base, *people)
        with_hidden = seen(client, person, group)
        transaction.set_rollback(True)
    differ = {a: with_hidden[a] for a in without if without[a] != with_hidden[a]}
    # Those who make a council's figures learn that there is one more, and never who: ADR 14.
    makes_figures = Permission.FIGURES_WHOLE in request.getfixturevalue(person).permissions
    assert {name for name, _ in differ} == (WHOLE_FIGURES if makes_figures else set())
    assert not any(hidden in repr(told) for told in differ.values() for hidden in ("Jade", "CH-"))
    assert without["meetings:minutes", group[1].reference][0] == 200
