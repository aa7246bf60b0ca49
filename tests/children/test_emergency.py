"""Emergency access: for a few hours, to read, with a reason, and no way to find out what exists."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from openpyxl import load_workbook

from cairn.accounts.models import Notice, User
from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.children import actions, queries, rules
from cairn.children.choices import Event
from cairn.children.models import EmergencyAccess
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from tests.children.conftest import REASON

NOBODY = "CH-0000-0000"


def ask(by, reference, reason=REASON):
    return actions.open_in_emergency(by=by, reference=reference, reason=reason)


def test_open_in_emergency_opens_one_record_for_the_hours_of_the_standard(
    olu, jade, hours, new_child, northmoor, nia
):
    other = new_child("Ava", "Sample", northmoor, nia)
    now = clock.now()
    with clock.at(now):
        ask(olu, jade.reference.lower())
        opened = queries.child(by=olu, reference=jade.reference)
        assert opened == jade
        assert queries.open_until(by=olu, child=opened) == now + timedelta(hours=4)
        with pytest.raises(OutOfReach):
            queries.child(by=olu, reference=other.reference)
    with clock.at(now + timedelta(hours=4)), pytest.raises(OutOfReach):
        queries.child(by=olu, reference=jade.reference)


def test_open_in_emergency_answers_the_same_for_all(
    olu, priya, jade, hours, new_child, northmoor, nia
):
    hidden = new_child("Ava", "Sample", northmoor, nia, is_restricted=True, restricted_because="x")
    answers = [ask(olu, r) for r in (jade.reference, hidden.reference, NOBODY, "; --")]
    assert answers == [None] * 4
    assert ask(priya, jade.reference) is None  # within reach already: nothing is opened
    assert [a.was_given for a in EmergencyAccess.objects.order_by("id")] == [True, False]


def test_open_in_emergency_never_opens_a_restricted_record(olu, restricted, hours):
    ask(olu, restricted.reference)
    with pytest.raises(OutOfReach):
        queries.child(by=olu, reference=restricted.reference)
    (request,) = EmergencyAccess.objects.all()
    assert (request.was_given, request.reason) == (False, REASON)


def test_open_in_emergency_is_limited_whatever_is_asked_for(olu, jade, restricted, hours):
    for reference in [NOBODY, restricted.reference, "", "x", NOBODY]:
        ask(olu, reference)
    with pytest.raises(Refused, match="5 times within an hour"):
        ask(olu, NOBODY)
    with clock.shifted(timedelta(minutes=61)):
        ask(olu, NOBODY)


def test_open_in_emergency_needs_a_reason_and_the_role(olu, audrey, jade, hours):
    with pytest.raises(Refused, match="Say why"):
        ask(olu, jade.reference, reason="urgent")
    with pytest.raises(Refused):
        ask(audrey, jade.reference)
    assert not EmergencyAccess.objects.exists()


def test_open_in_emergency_twice_asks_once(olu, jade, hours):
    ask(olu, jade.reference)
    ask(olu, jade.reference)
    assert EmergencyAccess.objects.count() == 1


def test_open_in_emergency_leaves_a_trace_without_the_reason(olu, jade, hours):
    ask(olu, jade.reference)
    event = AuditEvent.objects.get(event=Event.OPENED_IN_EMERGENCY)
    assert event.record_id == jade.reference
    assert set(event.details) == {"access"}


def told():
    for event in AuditEvent.objects.filter(event__in=rules_events()):
        reaction = "cairn.children.tasks.tell_of_emergency"
        assert reactions.run(event_id=event.pk, reaction=reaction)
        assert not reactions.run(event_id=event.pk, reaction=reaction)
    return sorted((notice.person.name, notice.page) for notice in Notice.objects.all())


def rules_events():
    return [Event.OPENED_IN_EMERGENCY, Event.EMERGENCY_REFUSED]


def test_emergency_tells_the_lead_and_information_governance(olu, sam, dee, jade, hours):
    ask(olu, jade.reference)
    assert told() == [("Dee", "children:emergencies"), ("Priya", "children:child")]
    assert not any("Jade" in notice.wording for notice in Notice.objects.all())


def test_emergency_on_a_restricted_record_tells_everybody_named(olu, dee, restricted, hours):
    ask(olu, restricted.reference)
    assert [who for who, _page in told()] == ["Dee", "Priya", "Sam"]


def test_emergency_without_a_lead_tells_those_named(olu, jade, hours):
    jade.involvements.filter(kind="lead_practitioner").update(until_on=clock.today())
    ask(olu, jade.reference)
    assert [who for who, _page in told()] == ["Sam"]


def test_emergencies_are_shown_to_those_whose_work_it_is(olu, priya, jade, hours):
    ask(olu, jade.reference)
    (request,) = queries.emergencies(
        by=priya, child=queries.child(by=priya, reference=jade.reference)
    )
    assert request.reason == REASON
    assert queries.emergencies(by=olu, child=queries.child(by=olu, reference=jade.reference)) == []


def test_review_emergencies_is_for_information_governance(olu, dee, priya, jade, hours):
    ask(olu, jade.reference)
    assert [one.child.reference for one in actions.review_emergencies(by=dee).rows] == [
        jade.reference
    ]
    with pytest.raises(Refused):
        actions.review_emergencies(by=priya)


def test_limit_is_the_same_number_in_words():
    assert str(rules.MOST_ASKED) in rules.reason_not_to_open_in_emergency(asked_lately=5)
    assert rules.reason_not_to_open_in_emergency(asked_lately=4) is None


def test_page_after_asking_for_nothing_is_not_found(client, olu):
    client.force_login(olu, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/children/emergency/asked/%00%0a").status_code == 404


def _request(by, child):
    ask(by, child.reference)
    return EmergencyAccess.objects.latest("pk")


def test_review_emergency_keeps_what_was_concluded_for_good(olu, dee, jade, hours):
    request = _request(olu, jade)
    actions.review_emergency(by=dee, number=request.pk, conclusion=" Rightly asked. ")
    (reviewed,) = queries.emergencies_reviewed(by=dee)
    assert (reviewed.review.by, reviewed.review.conclusion) == (dee, "Rightly asked.")
    assert not queries.emergencies_to_review(by=dee).exists()
    trace = AuditEvent.objects.get(event=Event.EMERGENCY_REVIEWED)
    assert trace.details == {"child": jade.reference}
    with pytest.raises(Refused, match="Dee reviewed this request already"):
        actions.review_emergency(by=dee, number=request.pk, conclusion="Something else.")
    for change in (reviewed.review.delete, reviewed.review.save):
        with pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
            change()


def test_review_emergency_is_for_somebody_else_of_information_governance(olu, dee, jade, hours):
    request = _request(olu, jade)
    with pytest.raises(Refused):
        actions.review_emergency(by=olu, number=request.pk, conclusion="Fine.")
    olu.roles = [*olu.roles, *dee.roles]
    olu.save()
    olu = User.objects.get(pk=olu.pk)
    with pytest.raises(Refused, match="your own request"):
        actions.review_emergency(by=olu, number=request.pk, conclusion="Fine.")
    with pytest.raises(OutOfReach):
        actions.review_emergency(by=dee, number=request.pk + 1, conclusion="Fine.")


def test_review_pages_end(client, olu, dee, jade, hours):
    request = _request(olu, jade)
    client.force_login(dee)
    page, start = "/children/emergencies", client.get("/start").content.decode()
    assert jade.reference in start
    said = client.post(page, {"number": request.pk, "conclusion": " "}).content.decode()
    assert "Say in a few words what you concluded" in said
    assert f'href="#id_conclusion_{request.pk}"' in said
    done = client.post(page, {"number": request.pk, "conclusion": "Rightly asked."}, follow=True)
    assert jade.reference not in done.content.decode()
    assert jade.reference not in client.get("/start").content.decode()
    reviewed = client.get(page + "?reviewed=1").content.decode()
    assert "Rightly asked." in reviewed
    assert "What did you conclude?" not in reviewed
    sheets = [client.get(f"{page}/spreadsheet{asked}") for asked in ("", "?reviewed=1")]
    rows = [list(load_workbook(BytesIO(one.content)).active.values) for one in sheets]
    assert [len(one) for one in rows] == [1, 2]
    assert rows[1][1][3] == jade.reference
    assert rows[1][1][-1] == "Rightly asked."
    assert AuditEvent.objects.filter(event=Event.EMERGENCIES_EXPORTED).count() == 2
