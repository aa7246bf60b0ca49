"""Whether whoever holds an interview is independent of the child's care.

Source: DfE (2014), Statutory guidance on children who run away or go missing from home or care: by an
independent person, someone not involved in caring for the child. The newsletter (2024): intervention
workers hold interviews and work directly with the child, which works well; that is stated each time.
"""

from collections.abc import Collection

from cairn.children.choices import InvolvementKind
from cairn.interviews.choices import Relation

NOT_INDEPENDENT = {
    Relation.LEADS: "{who} makes decisions about the child’s care: that is not independent.",
    Relation.HOME: "{who} works where the child lives: that is not independent.",
    Relation.FAMILY: "{who} looks after the child: that is not independent.",
}
BY_RECORD = {  # what the child's record says of the person counts beside what they say
    InvolvementKind.LEAD_PRACTITIONER: "{who} is the child’s lead practitioner: that is not independent.",
    InvolvementKind.SOCIAL_WORKER: "{who} is the child’s social worker: that is not independent.",
    InvolvementKind.HOME_PROVIDER: "{who} works for whoever looks after the child: that is not independent.",
}


def concern(relation: str, *, who: str, kinds: Collection[str] = ()) -> str | None:
    """Why this is not independent, in a sentence, or None.

    `kinds` are those of the involvements that name the person with the child.
    """
    if said := NOT_INDEPENDENT.get(Relation(relation)):
        return said.format(who=who)
    found = next((words for kind, words in BY_RECORD.items() if kind in kinds), None)
    return found.format(who=who) if found else None


def reason_not_to_go(found: str | None, *, because: str) -> str | None:
    """Somebody who is not independent says why they went nonetheless."""
    if found and not because.strip():
        return f"{found} Say why nobody else could go."
    return None
