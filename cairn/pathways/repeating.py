"""What the police unit passed on, as far as whoever reaches the child may read it at this moment.

It is looked up whenever it is shown: a strand's handling may have changed since, its text may have
been put right, a child whom it also names may have been restricted, or it may name another child.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cairn.intelligence.models import Strand
from cairn.pathways import rules
from cairn.pathways.models import Contact

NOT_NAMED = "What the police unit passed on does not name this child any more. Ask the unit."


def said_in(contacts: Iterable[Contact]) -> list[str]:
    """What each contact says: its own words, or what stands in the strands of its submission."""
    rows = list(contacts)
    passed_on = strands_of({one.submission_id for one in rows if one.submission_id})
    return [
        what_may_be_repeated(one.child_id, passed_on[one.submission_id])
        if one.submission_id
        else one.said
        for one in rows
    ]


def strands_of(submissions: Iterable[int]) -> dict[int, list[Strand]]:
    """The strands that were made of each submission, with the children they name."""
    wanted = list(submissions)
    found: dict[int, list[Strand]] = defaultdict(list)
    if wanted:
        rows = Strand.objects.filter(source__submission__in=wanted).select_related("source")
        for one in rows.order_by("made_at", "id").prefetch_related("children"):
            if of := one.source.submission_id:
                found[of].append(one)
    return found


def what_may_be_repeated(child: int, strands: Sequence[Strand]) -> str:
    """Whoever reaches the child, by id, reads it: only what each of them may read stands in it."""
    texts, is_held_back = [], False
    for one in strands:
        named = list(one.children.all())
        if child not in {row.pk for row in named}:
            continue
        if rules.may_be_repeated(
            handling=one.handling,
            names_others_restricted=any(row.is_restricted for row in named if row.pk != child),
        ):
            texts.append(one.text)
        else:
            is_held_back = True
    if is_held_back:
        texts.append(rules.held_back(has_more=bool(texts)))
    return "\n\n".join(texts) or NOT_NAMED
