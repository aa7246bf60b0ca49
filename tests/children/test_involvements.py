"""Who is involved, one lead at a time, who may open a restricted record, and handing over."""

from datetime import date, timedelta

import pytest

from cairn.accounts.choices import Event as AccountsEvent
from cairn.accounts.models import Notice
from cairn.accounts.roles import Role
from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.children import actions, queries
from cairn.children.choices import Event, InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused

WHY = "Works with the child on Tuesdays"
BECAUSE = "A relative of the child works for one of the agencies"


def events(*kinds):
    return list(AuditEvent.objects.filter(event__in=kinds).order_by("id"))


def leads(child):
    return [
        one.person.name
        for one in child.involvements.filter(kind="lead_practitioner", until_on=None)
    ]


def test_involve_opens_the_record_and_twice_is_once(nia, wren, jade, northmoor_services):
    said = {
        "kind": InvolvementKind.INTERVENTION_WORKER, "agency": northmoor_services, "person": wren,
        "why": WHY,
    }  # fmt: skip
    with pytest.raises(OutOfReach):
        queries.child(by=wren, reference=jade.reference)
    one, two = (actions.involve(by=nia, reference=jade.reference, **said) for _ in range(2))
    assert one == two
    assert queries.child(by=wren, reference=jade.reference) == jade
    assert len(events(Event.INVOLVED)) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": InvolvementKind.LEAD_PRACTITIONER, "person": None}, "Name the person"),
        ({"kind": InvolvementKind.LEAD_PRACTITIONER}, "has a lead practitioner"),
        ({"since_on": date(2999, 1, 1)}, "in the past"),
        ({"person": "tess", "agency": "school"}, "role does not let them"),
        ({"person": "sam"}, "must belong to the agency"),
    ],
)
def test_involve_refuses(request, nia, wren, jade, northmoor_services, change, sentence):
    said = {
        "kind": InvolvementKind.OTHER, "agency": northmoor_services, "person": wren, "why": WHY,
    }  # fmt: skip
    named = {k: request.getfixturevalue(v) for k, v in change.items() if type(v) is str}
    with pytest.raises(Refused, match=sentence):
        actions.involve(by=nia, reference=jade.reference, **(said | change | named))


def test_involve_needs_reach_and_role(hugo, priya, jade, northmoor_services):
    said = {"kind": "other", "agency": northmoor_services, "why": WHY}
    with pytest.raises(OutOfReach):
        actions.involve(by=hugo, reference=jade.reference, **said)
    with pytest.raises(Refused):
        actions.involve(by=priya, reference=jade.reference, **said)


LEAD, WORKER = InvolvementKind.LEAD_PRACTITIONER, InvolvementKind.INTERVENTION_WORKER


def test_intervention_worker_is_never_made_lead(nia, wren, priya, jade, involve):
    involve(jade, wren.agency, person=wren, kind=WORKER)
    seen = {"by": nia, "reference": jade.reference, "person": wren, "why": WHY}
    with pytest.raises(Refused, match="the child’s intervention worker"):
        actions.change_lead_practitioner(**seen)
    assert leads(jade) == ["Priya"]
    lead = jade.involvements.get(kind=LEAD)
    actions.end_involvement(by=nia, reference=jade.reference, involvement_id=lead.pk)
    with pytest.raises(Refused, match="the child’s intervention worker"):
        actions.involve(**seen, kind=LEAD, agency=wren.agency)
    involve(jade, priya.agency, person=priya, kind=WORKER, until_on=date(2026, 2, 1))
    assert actions.change_lead_practitioner(**seen | {"person": priya})  # who no longer is one


def test_lead_is_never_made_intervention_worker(nia, priya, jade, northmoor_services):
    seen = {"by": nia, "reference": jade.reference, "agency": northmoor_services, "why": WHY}
    with pytest.raises(Refused, match="the child’s lead practitioner"):
        actions.involve(**seen, kind=WORKER, person=priya)
    assert actions.involve(**seen, kind=WORKER)  # a whole agency is nobody in particular


def test_end_involvement_closes_the_record(nia, sam, jade):
    mine = jade.involvements.get(person=sam)
    actions.end_involvement(by=nia, reference=jade.reference, involvement_id=mine.pk)
    with pytest.raises(OutOfReach):
        queries.child(by=sam, reference=jade.reference)
    with pytest.raises(OutOfReach):  # it is no longer open
        actions.end_involvement(by=nia, reference=jade.reference, involvement_id=mine.pk)


def test_end_involvement_of_another_child_is_not_found(
    nia, jade, new_child, involve, northmoor, police
):
    other = involve(new_child("Ava", "Sample", northmoor, nia), police)
    with pytest.raises(OutOfReach):
        actions.end_involvement(by=nia, reference=jade.reference, involvement_id=other.pk)


@pytest.mark.parametrize("until_on", [date(2025, 1, 1), date(2999, 1, 1)])
def test_end_involvement_refuses_other_days(nia, sam, jade, until_on):
    mine = jade.involvements.get(person=sam)
    with pytest.raises(Refused, match="date it ended"):
        actions.end_involvement(
            by=nia, reference=jade.reference, involvement_id=mine.pk, until_on=until_on
        )


def test_change_lead_practitioner_leaves_one(nia, priya, person, northmoor_services, jade):
    rhea = person("Rhea", northmoor_services, Role.LEAD_PRACTITIONER)
    for _ in range(2):
        actions.change_lead_practitioner(by=nia, reference=jade.reference, person=rhea, why=WHY)
    assert leads(jade) == ["Rhea"]
    assert len(events(Event.LEAD_CHANGED)) == 1
    with pytest.raises(OutOfReach):
        queries.child(by=priya, reference=jade.reference)


def test_change_lead_practitioner_where_there_was_none(nia, priya, new_child, northmoor):
    ava = new_child("Ava", "Sample", northmoor, nia)
    actions.change_lead_practitioner(by=nia, reference=ava.reference, person=priya, why=WHY)
    assert leads(ava) == ["Priya"]


def test_restrict_leaves_the_named_and_whoever_restricts(nia, mel, priya, sam, jade):
    actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE)
    for keeper in (nia, priya, sam):
        assert queries.child(by=keeper, reference=jade.reference) == jade
    with pytest.raises(OutOfReach):
        queries.child(by=mel, reference=jade.reference)
    restricted = queries.child(by=nia, reference=jade.reference)
    assert {p.name for p in queries.keepers(by=nia, child=restricted)} == {
        "Nia",
        "Priya",
        "Sam",
    }


def test_restrict_ends_the_involvement_of_those_not_kept(nia, priya, sam, jade):
    actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE, keep=[priya.pk])
    assert queries.child(by=priya, reference=jade.reference) == jade
    with pytest.raises(OutOfReach):
        queries.child(by=sam, reference=jade.reference)


def test_restrict_needs_a_reason_and_happens_once(nia, jade):
    with pytest.raises(Refused, match="Say why"):
        actions.restrict(by=nia, reference=jade.reference, reason="Because")
    actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE)
    with pytest.raises(Refused, match="already restricted"):
        actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE)


def test_lift_opens_the_record_to_the_area_and_forgets_the_reason(nia, mel, jade):
    with pytest.raises(Refused, match="not restricted"):
        actions.lift(by=nia, reference=jade.reference)
    actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE)
    actions.lift(by=nia, reference=jade.reference)
    assert queries.child(by=mel, reference=jade.reference).restricted_because == ""


def test_lift_by_somebody_named_without_the_role_is_refused(priya, restricted):
    with pytest.raises(Refused):
        actions.lift(by=priya, reference=restricted.reference)


def test_the_last_who_could_lift_cannot_leave_a_restricted_record(nia, jade):
    actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE)
    mine = jade.involvements.get(person=nia, until_on=None)
    with pytest.raises(Refused, match="nobody else"):
        actions.end_involvement(by=nia, reference=jade.reference, involvement_id=mine.pk)


@pytest.fixture
def handed_over(priya, person, northmoor_services, system):
    """Priya has left and named Rhea: the event as accounts writes it."""
    rhea = person("Rhea", northmoor_services, Role.LEAD_PRACTITIONER)

    def leave():
        event = AuditEvent.objects.create(
            chain="county", at=clock.now(), actor_id=str(system.pk),
            event=AccountsEvent.HANDED_OVER, record_type="accounts.User",
            record_id=str(priya.pk), details={"from_id": priya.pk, "to_id": rhea.pk},
        )  # fmt: skip
        return AuditEvent.objects.get(pk=event.pk)

    return rhea, leave


def test_hand_over_moves_open_involvements_once(
    priya, jade, new_child, northmoor, nia, involve, northmoor_services, handed_over
):
    rhea, leave = handed_over
    ended = new_child("Ava", "Sample", northmoor, nia)
    involve(ended, northmoor_services, person=priya, until_on=date(2026, 2, 1))
    restricted = new_child(
        "Bo", "Sample", northmoor, nia, is_restricted=True, restricted_because=BECAUSE
    )
    involve(restricted, northmoor_services, person=priya)
    event = leave()
    path = "cairn.children.tasks.hand_over_involvements"
    assert reactions.run(event_id=event.pk, reaction=path)
    assert not reactions.run(event_id=event.pk, reaction=path)
    assert leads(jade) == ["Rhea"]
    theirs = Child.objects.filter(involvements__person=rhea, involvements__until_on=None)
    assert set(theirs) == {jade, restricted}
    assert not Involvement.objects.filter(person=priya, until_on=None).exists()
    assert Involvement.objects.filter(person=rhea).count() == 2


def test_hand_over_leaves_a_restricted_record_to_its_keepers(nia, priya, jade, handed_over, system):
    rhea, _ = handed_over
    actions.restrict(by=nia, reference=jade.reference, reason=BECAUSE)
    assert actions.hand_over_involvements(by=system, leaving=priya, to=rhea) == 0
    for out_of_reach in (priya, rhea):
        with pytest.raises(OutOfReach):
            queries.child(by=out_of_reach, reference=jade.reference)
    told = nia.notices.get(key__startswith="left-restricted-")
    assert (told.page, told.about) == ("children:involvements", jade.reference)
    assert not rhea.notices.filter(about=jade.reference).exists()


def test_hand_over_does_not_double_a_colleague_already_involved(
    priya, jade, involve, northmoor_services, handed_over, system
):
    rhea, _ = handed_over
    involve(jade, northmoor_services, person=rhea, kind=InvolvementKind.OTHER)
    involve(jade, northmoor_services, person=priya, kind=InvolvementKind.OTHER)
    assert actions.hand_over_involvements(by=system, leaving=priya, to=rhea) == 2
    assert actions.hand_over_involvements(by=system, leaving=priya, to=rhea) == 0
    kinds = Involvement.objects.filter(person=rhea, until_on=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["lead_practitioner", "other"]


def test_hand_over_makes_no_lead_of_the_intervention_worker(
    priya, nia, sam, jade, involve, northmoor_services, handed_over, system
):
    rhea, _ = handed_over
    involve(jade, northmoor_services, person=rhea, kind=WORKER)
    assert actions.hand_over_involvements(by=system, leaving=priya, to=rhea) == 0
    assert leads(jade) == []
    told = sam.notices.get(about=jade.reference)
    assert told.wording.endswith("Decide who does.")


def test_hand_over_on_the_day_it_began(priya, jade, handed_over, system):
    rhea, _ = handed_over
    Involvement.objects.filter(person=priya).update(since_on=clock.today() + timedelta(days=3))
    actions.hand_over_involvements(by=system, leaving=priya, to=rhea)
    assert leads(jade) == ["Rhea"]


def test_whoever_a_record_names_hears_of_it_and_the_notice_names_nobody(
    nia, mel, priya, wren, person, system, jade, northmoor_services
):
    rhea = person("Rhea", northmoor_services, Role.LEAD_PRACTITIONER)
    said = {"reference": jade.reference, "why": WHY}
    for by, who in ((nia, wren), (nia, None), (nia, nia), (system, priya)):
        kind = WORKER if who == wren else InvolvementKind.OTHER
        actions.involve(by=by, person=who, kind=kind, agency=northmoor_services, **said)
    actions.change_lead_practitioner(by=nia, person=rhea, **said)
    actions.restrict(by=mel, reference=jade.reference, reason=BECAUSE)  # names Mel by that
    for event in events(Event.INVOLVED):
        for path in reactions.table()[event.event]:
            reactions.run(event_id=event.pk, reaction=path)
    told = {notice.person: notice.wording for notice in Notice.objects.all()}
    assert told == {
        wren: "You are now recorded as working with a child.",
        rhea: "You are now the lead practitioner of a child.",
    }
    notice = Notice.objects.get(person=wren)
    assert (notice.page, notice.about) == ("children:child", jade.reference)
