"""A report settled: which child it is about, which episode it joins or begins, and what it says of it.

It runs where a report arrives and where somebody names its child, always in their action.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from cairn.audit import trail
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.identifiers import normal_name
from cairn.foundation.refusals import refuse_if
from cairn.missing.choices import Belongs, Ended, Event, Kind, Source, What
from cairn.missing.models import Episode, Report, Saying
from cairn.missing.notification import CLOCKS_DIFFER, how_read
from cairn.missing.rules import episodes as rules
from cairn.missing.rules.joining import Known, Told, place

Name = tuple[str, str, date | None]  # given name, family name, birthday
Between = tuple[datetime | None, datetime | None]  # where one ended, and the next began

SAYS = (
    "council", "kind", "grade", "police_reference", "given_name", "family_name", "born_on",
    "last_seen_at", "reported_at", "found_at", "returned_at", "said",
)  # fmt: skip
# What a report said stands while the report belongs to that episode: it may have been another child’s.
STANDING = Q(report=None) | Q(report__episode=F("episode"))
SURER_FIRST = (What.RETURNED, What.REPORTED, What.FOUND, What.LAST_SEEN)
SAYS_BACK = (
    "It says that the child is back. Make sure of it, and record it on the episode if it is so."
)
OF_ANOTHER = "The report turned out to be about another child:"
STAYS_BACK = (
    "This report says when the child came back, and they have been missing again since. Record first on"
    " the episode when they came back."
)
DOES_NOT_FIT = "Its time of return does not fit what is known of the episode."


def numbered(messages: Iterable[str]) -> set[str]:
    """Which of these numbers a report has, whoever sent it."""
    rows = Report.objects.filter(message__in=set(messages) - {""})
    return set(rows.values_list("message", flat=True))


def taken_before(*, sender: str, message: str, told: Mapping[str, Any]) -> Report | None:
    """The report that a message has made. A number is its sender's own: of another sender's with the same
    number it is only the one that says the same in every field. Else a report could be lost.
    """
    numbered = Report.objects.filter(message=message)
    unsaid = Report()  # what nobody says stands as it stands in a report that says nothing
    said = {name: told.get(name, getattr(unsaid, name)) for name in SAYS if name != "council"} | {
        "council": told.get("council"),
        "kind": told.get("kind", Kind.MISSING),
    }
    return numbered.filter(sender=sender).first() or numbered.filter(**said).order_by("pk").first()


def settle(by: Any, report: Report) -> None:
    """Join a report whose child is known, or begin an episode. Saves the report."""
    assert report.child_id is not None
    [child] = held_with_episodes([report.child_id])
    found = place(
        told_by(report), known_of(child), now=_now_for(report),
        adult_at=rules.adult_at(child.born_on),
    )  # fmt: skip
    report.asks = " ".join([*filter(None, [found.asks]), *how_read(report.written)])
    if found.belongs == Belongs.BEGINS:
        begin(by, report, child)
    elif found.number is not None:
        join(by, report, Episode.objects.get(pk=found.number))
    report.version += 1
    report.save()


def held_with_episodes(numbers: Iterable[int]) -> list[Child]:
    """Children, held together with their episodes: of two reports at once the second meets the first's
    episode, and what somebody records of an episode at the same moment is not written over. Always in
    one order, so that two who hold several do not wait for each other.
    """
    rows = Child.objects.filter(pk__in=set(numbers)).order_by("pk")
    children = list(rows.select_for_update(no_key=True))
    episodes = Episode.objects.filter(child__in=children).order_by("pk")
    list(episodes.select_for_update(no_key=True).values_list("pk"))
    return children


def begin(by: Any, report: Report, child: Child) -> Episode:
    """A new episode from a report; one that says the child is back is over at once."""
    told = told_by(report)
    made = Episode.objects.create(
        child=child, council_id=report.council_id, kind=report.kind, grade=report.grade,
        police_reference=report.police_reference, from_at=told.from_at,
        until_at=report.returned_at, ended=Ended.RETURNED if report.returned_at else "",
        opened_at=clock.now(), opened_by=by,
    )  # fmt: skip
    report.episode = made
    trail.record(by=by, event=Event.OPENED, on=made, child=child.reference, report=report.reference)
    _say_what_it_says(by, report, made)
    if made.ended:
        trail.record(by=by, event=Event.RETURNED, on=made, child=child.reference)
    return made


def join(by: Any, report: Report, episode: Episode) -> None:
    """What the report says that nobody has said yet is said now; the rest stays in the report."""
    report.episode = episode
    trail.record(by=by, event=Event.JOINED, on=episode, report=report.reference)
    if report.police_reference and not episode.police_reference:
        episode.police_reference = report.police_reference
    if report.grade and not episode.grade:
        episode.grade = report.grade
    if report.returned_at and not episode.ended:
        at, known, between = report.returned_at, counting(episode), beside(episode)
        is_before = at < episode.from_at
        if report.source == Source.CARER:
            report.asks = f"{report.asks} {SAYS_BACK}".strip()
        elif is_before or _cannot_be(at, What.RETURNED, known, between, _now_for(report)):
            report.asks = f"{report.asks} {DOES_NOT_FIT}".strip()
        else:
            episode.until_at, episode.ended = report.returned_at, Ended.RETURNED
            trail.record(by=by, event=Event.RETURNED, on=episode, child=episode.child.reference)
    known = _say_what_it_says(by, report, episode)
    episode.from_at = rules.begins_at(known) or episode.from_at
    episode.version += 1
    episode.save()


def part(by: Any, report: Report, why: str) -> None:
    """Take a report out of its episode: it is about another child. What it said counts no more, and an
    episode of which nothing else is known has not been.
    """
    episode = report.episode
    report.episode, report.child, report.asks = None, None, f"{OF_ANOTHER} {why}"
    report.version += 1
    report.save()
    if episode is None:
        return
    known = counting(episode)
    if not known:
        episode.until_at, episode.ended = episode.until_at or clock.now(), Ended.NOT_MISSING
        episode.ended_because = f"{OF_ANOTHER} {why}"
        trail.record(by=by, event=Event.ENDED, on=episode, how=episode.ended)
    elif episode.ended == Ended.RETURNED and What.RETURNED not in known:
        _, later = beside(episode)
        refuse_if(STAYS_BACK if later else None)
        episode.until_at, episode.ended = None, ""
        trail.record(by=by, event=Event.REOPENED, on=episode, child=episode.child.reference)
    episode.from_at = rules.begins_at(known) or episode.from_at
    episode.version += 1
    episode.save()


def _say_what_it_says(by: Any, report: Report, episode: Episode) -> dict[str, datetime]:
    """Of times that cannot all be, the surer ones count. Gives back what counts now."""
    said = report.said
    times = {
        What.LAST_SEEN: (report.last_seen_at, "last_seen_by", "", "last_seen_where"),
        What.REPORTED: (report.reported_at, "reported_by", "circumstances", ""),
        What.FOUND: (report.found_at, "found_by", "", "found_where"),
        What.RETURNED: (report.returned_at, "returned_by", "returned_how", ""),
    }
    known, between, now = counting(episode), beside(episode), _now_for(report)
    told_us = "" if report.received_by_id == by.pk else _who_told(report)
    new = set()
    for what in SURER_FIRST:
        at = times[what][0]
        if what == What.RETURNED and episode.ended != Ended.RETURNED:
            continue  # its time did not fit, and the report asks
        if at and what not in known and not _cannot_be(at, what, known, between, now):
            known[what] = at
            new.add(what)
    for what in (one for one in times if one in new):
        _, who, how, where = times[what]
        Saying.objects.create(
            episode=episode, what=what, at=known[what], who=said.get(who) or told_us,
            how=said.get(how, ""), where=said.get(where, ""), report=report,
            said_at=clock.now(), said_by=by,
        )  # fmt: skip
    return known


def _who_told(report: Report) -> str:
    """Whose word it is, where somebody else says where the report belongs."""
    told = report.received_by
    return report.sender or (f"{told.name}, {told.agency}" if told.agency else "")


def _now_for(report: Report) -> datetime:
    """A sender's clock may be a little ahead of ours: what it says has been, has been."""
    times = (report.last_seen_at, report.reported_at, report.found_at, report.returned_at)
    latest, now = max(one for one in times if one), clock.now()
    return latest if now < latest <= now + CLOCKS_DIFFER else now


def _cannot_be(
    at: datetime, what: What, known: Mapping[str, datetime], between: Between, now: datetime
) -> str | None:
    after, before = between
    return rules.reason_not_to_say(
        what=what, at=at, known=known, now=now, after=after, before=before, is_correction=False,
        why="",
    )  # fmt: skip


def told_by(report: Report) -> Told:
    return Told(
        reported_at=report.reported_at, last_seen_at=report.last_seen_at,
        returned_at=report.returned_at, police_reference=report.police_reference,
        found_at=report.found_at,
    )  # fmt: skip


def counting(episode: Episode) -> dict[str, datetime]:
    """When it was that the child was seen, reported, found, back: of each the latest that was said."""
    rows = Saying.objects.filter(STANDING, episode=episode).order_by("said_at", "id")
    return rules.counting(rows.values_list("what", "at"))


def beside(row: Episode) -> Between:
    """The end of the child's episode before this one, and the beginning of the next."""
    others = Episode.objects.filter(child=row.child_id).exclude(pk=row.pk)
    others = others.exclude(ended=Ended.NOT_MISSING)
    over = Q(until_at__lte=row.from_at)  # also one without length that began at the same instant
    earlier = others.filter(over).order_by("-until_at").first()
    later = others.exclude(over).filter(from_at__gte=row.from_at).order_by("from_at").first()
    return earlier.until_at if earlier else None, later.from_at if later else None


def known_of(child: Child) -> list[Known]:
    """All episodes of a child, as joining needs them."""
    return known_of_all([child]).get(child.pk, [])


def known_of_all(children: Iterable[Child]) -> dict[int, list[Known]]:
    """The same of several, by the child's number, in two statements."""
    rows = list(Episode.objects.filter(child__in=list(children)).exclude(ended=Ended.NOT_MISSING))
    reported = dict(
        Saying.objects.filter(STANDING, episode__in=rows, what=What.REPORTED)
        .order_by("said_at", "id")
        .values_list("episode", "at")
    )
    found: dict[int, list[Known]] = {}
    for row in rows:
        known = Known(
            number=row.pk, from_at=row.from_at, until_at=row.until_at,
            reported_at=reported.get(row.pk), police_reference=row.police_reference,
        )  # fmt: skip
        found.setdefault(row.child_id, []).append(known)
    return found


def name_of(told: Mapping[str, Any]) -> Name:
    return told.get("given_name", ""), told.get("family_name", ""), told.get("born_on")


def named(names: Iterable[Name]) -> dict[Name, Child]:
    """Of each name the one child of this name and this birthday, in one statement. Of two, somebody has
    to say which it is.
    """
    asked = {
        (given, family, born_on): normal_name(f"{given} {family}")
        for given, family, born_on in names if born_on
    }  # fmt: skip
    called: dict[tuple[str, date | None], list[Child]] = {}
    born = {born_on for *_, born_on in asked}
    for one in Child.objects.filter(born_on__in=born).order_by("pk") if born else ():
        for name in {normal_name(name) for name in (one.name, *one.also_known_as)} - {""}:
            called.setdefault((name, one.born_on), []).append(one)
    found = {name: called.get((whole, name[2]), []) for name, whole in asked.items()}
    return {name: children[0] for name, children in found.items() if len(children) == 1}
