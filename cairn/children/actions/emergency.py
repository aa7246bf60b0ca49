"""Opening a record in an emergency: out of reach, with a written reason, for a few hours; and what
information governance concludes of it.
"""

from datetime import timedelta
from typing import Any

from cairn.accounts.models import User
from cairn.agencies import queries as agencies
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries, rules
from cairn.children.choices import Event
from cairn.children.models import Child, EmergencyAccess, EmergencyReview
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import hold, refuse_if


@action(Permission.CHILDREN_EMERGENCY)
def open_in_emergency(*, by: Any, reference: str, reason: str) -> None:
    """Ask to read one record, named by its exact reference, for the hours of the local standard.

    The answer is None whether the record is there, out of reach, within reach already or
    restricted: whoever asks learns by opening the record, or by the page "not found", and asks at
    most a few times an hour. The child's lead practitioner and information governance are told.

    A restricted record is never opened this way. It is restricted because somebody with an account
    might misuse it (a relative on the staff, a witness in danger), and a written reason does not
    stop that person. The request is kept and the record's keepers are told at once, so that they
    can name the person, by hand and with a name of their own under it, or ring them.
    """
    refuse_if(rules.reason_not_to_ask(reason=reason))
    # One request at a time for each person, so that many at once cannot pass the limit.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    refuse_if(rules.reason_not_to_open_in_emergency(asked_lately=queries.asked_lately(by=by)))
    hours = agencies.standard(by=by, key="emergency-access-hours")
    child = Child.objects.filter(reference=as_typed(reference)).first()
    if child is None:
        trail.record(by=by, event=Event.EMERGENCY_MISSED, on=by)
        return
    now = clock.now()
    asked = EmergencyAccess.objects.filter(child=child, person=by, until_at__gt=now)
    if queries.is_standing(by=by, reference=child.reference) or asked.exists():
        trail.record(by=by, event=Event.EMERGENCY_MISSED, on=child)
        return
    access = EmergencyAccess.objects.create(
        child=child, person=by, reason=reason.strip(), from_at=now,
        until_at=now + timedelta(hours=hours), was_given=not child.is_restricted,
    )  # fmt: skip
    event = Event.OPENED_IN_EMERGENCY if access.was_given else Event.EMERGENCY_REFUSED
    trail.record(by=by, event=event, on=child, access=access.pk)


@action(Permission.AUDIT_VIEW)
def review_emergency(*, by: Any, number: int, conclusion: str) -> None:
    """Keep what information governance concluded of a request, once and for good."""
    access = hold(queries.emergency_requests(by=by), pk=number)
    review = EmergencyReview.objects.filter(access=access).select_related("by").first()
    refuse_if(
        rules.reason_not_to_review(
            is_own=access.person_id == by.pk, reviewed_by=review.by.name if review else ""
        )
    )
    EmergencyReview.objects.create(
        access=access, conclusion=conclusion.strip(), at=clock.now(), by=by
    )
    trail.record(by=by, event=Event.EMERGENCY_REVIEWED, on=access, child=access.child.reference)
