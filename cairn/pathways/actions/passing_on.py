"""What the police desk sends to the Safeguarding Hub becomes a contact about each child it names; and a
child who is often missing is heard of: in the pathway they have, or as a contact to screen.
"""

import uuid
from typing import Any

from cairn.accounts.actions import give_notice
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.foundation.refusals import find
from cairn.missing import queries as missing
from cairn.pathways import tracking
from cairn.pathways.actions.telling import able_to_open, managers_of
from cairn.pathways.choices import Source
from cairn.pathways.keeping import recorded
from cairn.pathways.models import Pathway
from cairn.pathways.repeating import strands_of, what_may_be_repeated
from cairn.submissions.choices import Outcome
from cairn.submissions.queries import for_triage


@action(Permission.SUBMISSIONS_TRIAGE)
def pass_contacts_on(*, by: Any, submission: str) -> int:
    """The desk sent a submission to the Safeguarding Hub: a contact about each child that its strands
    name. Run by Cairn itself; safe to run twice. How many contacts there are now.
    """
    sent = find(for_triage(by=by), reference=submission)
    if sent.outcome != Outcome.HUB:
        return 0
    strands = strands_of([sent.pk])[sent.pk]
    children = {child.pk: child for strand in strands for child in strand.children.all()}
    for child in children.values():
        recorded(
            by, uuid.uuid5(sent.key, child.reference), child=child, source=Source.SUBMISSION,
            submission=sent, said=what_may_be_repeated(child.pk, strands),
        )  # fmt: skip
    return len(children)


@action(Permission.SUBMISSIONS_TRIAGE)
def pass_contacts_on_of(*, by: Any, strand: str) -> int:
    """The same, of the submission that a strand came from. 0 where it came from elsewhere."""
    sent = for_triage(by=by).filter(sources__strand__reference=strand).first()
    return pass_contacts_on(by=by, submission=sent.reference) if sent else 0


OFTEN = "A child on a pathway is missing so often that a strategy discussion is asked for."


@action(Permission.PATHWAYS_REFER)
def hear_of_often_missing(*, by: Any, episode: str, said: str) -> None:
    """An episode reached the number that asks for a strategy discussion: whoever leads in the child's
    pathway hears of it; where there is none, it is a contact to screen. Safe to run twice.
    """
    row = missing.episode(by=by, reference=episode)
    child = (
        Child.objects.select_for_update(no_key=True).select_related("council").get(pk=row.child_id)
    )
    if Pathway.objects.filter(child=child, closed_at=None).exists():
        leads = [one.person for one in tracking.at_work().filter(child=child, kind=tracking.LEAD)]
        for person in able_to_open(leads, child) or able_to_open(managers_of(child.council), child):
            give_notice(
                by=by, person=person, key=f"pathways.often:{episode}", wording=OFTEN,
                page="missing:child", reference=child.reference,
            )  # fmt: skip
        return
    key = uuid.uuid5(row.child.key, f"often missing {episode}")
    recorded(by, key, child=child, source=Source.MISSING, said=said)
