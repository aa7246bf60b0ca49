"""What the police desk sends to the Safeguarding Hub becomes a contact about each child it names."""

import uuid
from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.refusals import find
from cairn.pathways.choices import Source
from cairn.pathways.keeping import recorded
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
