"""What becomes known of an episode: when the child was seen, reported, found and back; the grade; that
they are not back after all; that they were not missing.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import Overtaken, find, refuse_if, refuse_used_key
from cairn.missing import queries
from cairn.missing.choices import Ended, Event, What
from cairn.missing.models import Episode, Saying
from cairn.missing.rules import episodes as rules
from cairn.missing.settling import beside, counting
from cairn.networks import queries as networks

OVERTAKEN = "Somebody changed this episode after you opened it. Nothing was changed."


@action(Permission.MISSING_RECORD)
def say(
    *, by: Any, reference: str, what: str, at: datetime, key: uuid.UUID, seen: str = "",
    who: str = "", how: str = "", where: str = "", why: str = "", place: str = "",
    with_children: Iterable[str] = (), with_adults: Iterable[str] = (),
) -> Episode:  # fmt: skip
    """Say when something was, who says so and how. What was said before stays to be read; the latest
    counts. A return ends the episode, and the 72 hours begin. Once for each key.

    `seen`: what counted of it so far, as the person saw it (rules.as_seen). Whatever else became known
    of the episode meanwhile, a grade or another report, is no reason to refuse a return.
    """
    episode = queries.to_change(by=by, reference=reference)
    if Saying.objects.filter(key=key, episode=episode, said_by=by).exists():
        return episode
    refuse_used_key(Saying.objects.all(), key)
    known = counting(episode)
    refuse_if(rules.reason_not_to_record(ended=episode.ended))
    if rules.as_seen(known.get(what)) != seen:
        raise Overtaken(OVERTAKEN)
    after, before = beside(episode)
    adult_at = episode.until_at if episode.ended == Ended.TURNED_18 else None
    if what == What.RETURNED and what not in known:
        refuse_if(rules.reason_not_to_return(ended=episode.ended))
    refuse_if(
        rules.reason_not_to_say(
            what=what, at=at, known=known, now=clock.now(), after=after, before=before,
            is_correction=what in known, why=why, adult_at=adult_at,
        )
    )  # fmt: skip
    company = [child_of(by=by, reference=one) for one in with_children]
    refuse_if(rules.reason_not_with(episode.child_id, company=[one.pk for one in company]))
    said = Saying.objects.create(
        episode=episode, what=what, at=at, who=who.strip(), how=how.strip(), where=where.strip(),
        why=why.strip(), said_at=clock.now(), said_by=by, key=key,
        place=find(networks.places(by=by), reference=as_typed(place)) if place else None,
    )  # fmt: skip
    said.with_children.set(company)
    said.with_adults.set(
        [find(networks.adults(by=by), reference=as_typed(one)) for one in with_adults]
    )
    trail.record(by=by, event=Event.SAID, on=episode, what=what)
    _apply(by, episode, known | {what: at}, what)
    return episode


@action(Permission.MISSING_RECORD)
def grade(*, by: Any, reference: str, version: int, grade: str) -> Episode:
    """The police's grade, as they told it."""
    episode = queries.to_change(by=by, reference=reference)
    _refuse_if_overtaken(episode, version)
    refuse_if(rules.reason_not_to_record(ended=episode.ended))
    episode.grade = grade
    trail.record(by=by, event=Event.GRADED, on=episode, grade=grade)
    return _saved(episode)


@action(Permission.MISSING_RECORD)
def not_back(*, by: Any, reference: str, version: int, why: str) -> Episode:
    """The return that was recorded was a mistake: the child is still missing."""
    episode = queries.to_change(by=by, reference=reference)
    _refuse_if_overtaken(episode, version)
    _, later = beside(episode)
    refuse_if(rules.reason_not_to_reopen(ended=episode.ended, has_later=later is not None, why=why))
    Saying.objects.create(
        episode=episode, what=What.NOT_BACK, at=clock.now(), why=why.strip(), said_at=clock.now(),
        said_by=by,
    )  # fmt: skip
    episode.until_at, episode.ended = None, ""
    trail.record(by=by, event=Event.REOPENED, on=episode, child=episode.child.reference)
    return _saved(episode)


@action(Permission.MISSING_RECORD)
def end_as_mistake(*, by: Any, reference: str, version: int, why: str) -> Episode:
    """The child had not been missing. The episode stays to be read, and counts nowhere."""
    episode = queries.to_change(by=by, reference=reference)
    _refuse_if_overtaken(episode, version)
    refuse_if(rules.reason_not_to_end(ended=episode.ended, why=why))
    episode.until_at, episode.ended = clock.now(), Ended.NOT_MISSING
    episode.ended_because = why.strip()
    trail.record(by=by, event=Event.ENDED, on=episode, how=episode.ended)
    return _saved(episode)


@action(Permission.SERVICE_OPERATE)
def end_at_18(*, by: Any, reference: str) -> bool:
    """An episode that nobody knows the end of ends with the eighteenth birthday; safe to run twice."""
    episode = queries.to_change(by=by, reference=reference)
    at = rules.adult_at(episode.child.born_on)
    if episode.ended or at > clock.now():
        return False
    episode.until_at, episode.ended = max(at, episode.from_at), Ended.TURNED_18
    trail.record(by=by, event=Event.ENDED, on=episode, how=episode.ended)
    _saved(episode)
    return True


def _apply(by: Any, episode: Episode, known: dict[str, datetime], what: str) -> None:
    episode.from_at = rules.begins_at(known) or episode.from_at
    if what == What.RETURNED:
        is_new = not episode.ended
        episode.until_at, episode.ended = known[What.RETURNED], Ended.RETURNED
        event = Event.RETURNED if is_new else Event.RETURN_CHANGED
        trail.record(by=by, event=event, on=episode, child=episode.child.reference)
    _saved(episode)


def _refuse_if_overtaken(episode: Episode, version: int) -> None:
    if episode.version != version:
        raise Overtaken(OVERTAKEN)


def _saved(episode: Episode) -> Episode:
    episode.version += 1
    episode.save()
    return episode
