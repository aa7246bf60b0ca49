"""What the police desk sends to the Safeguarding Hub becomes a contact about each child it names."""

import uuid
from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.foundation.refusals import find
from cairn.intelligence.models import Strand
from cairn.pathways import rules
from cairn.pathways.choices import Source
from cairn.pathways.keeping import recorded
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
    rows = Strand.objects.filter(source__submission=sent).order_by("made_at", "id")
    strands = list(rows.prefetch_related("children"))
    children = {child.pk: child for strand in strands for child in strand.children.all()}
    for child in children.values():
        recorded(
            by, uuid.uuid5(sent.key, child.reference), child=child, source=Source.SUBMISSION,
            submission=sent, said=_what_may_be_repeated(child, strands),
        )  # fmt: skip
    return len(children)


@action(Permission.SUBMISSIONS_TRIAGE)
def pass_contacts_on_of(*, by: Any, strand: str) -> int:
    """The same, of the submission that a strand came from. 0 where it came from elsewhere."""
    sent = for_triage(by=by).filter(sources__strand__reference=strand).first()
    return pass_contacts_on(by=by, submission=sent.reference) if sent else 0


def _what_may_be_repeated(child: Child, strands: list[Strand]) -> str:
    """Whoever reaches the child reads a contact: only what each of them may read stands in it."""
    about = [one for one in strands if child in one.children.all()]
    texts, is_held_back = [], False
    for one in about:
        others = [named for named in one.children.all() if named.pk != child.pk]
        if rules.may_be_repeated(
            handling=one.handling, names_others_restricted=any(o.is_restricted for o in others)
        ):
            texts.append(one.text)
        else:
            is_held_back = True
    return "\n\n".join([*texts, *([rules.held_back(has_more=bool(texts))] if is_held_back else [])])
