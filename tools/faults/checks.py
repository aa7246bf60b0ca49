"""Was the promise kept? Pure comparisons: what clients were told against what the database holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.faults.ledger import ACCEPTED, RECEIPT, Entry

FINISHED = "succeeded"  # such jobs are usually deleted; all others are unfinished


@dataclass(frozen=True)
class Kept:
    """A submission as the database holds it."""

    key: str
    reference: str
    note: str
    code_digest: str
    mentions: tuple[tuple[str, str], ...] = ()
    submitters: int = 1
    traces: int = 1  # rows of the audit trail that say it was sent
    is_urgent: bool = False


@dataclass(frozen=True)
class Job:
    """A job still in the queue's table."""

    task: str
    status: str
    is_later: bool = False  # planned for a time that has not come


@dataclass(frozen=True)
class Findings:
    """Everything that is wrong, in words, by kind."""

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        return (
            *self.lost, *self.doubled, *self.receipts, *self.halves, *self.reactions, *self.trail,
        )  # fmt: skip


def acknowledged(entries: Iterable[Entry]) -> dict[str, str]:
    """The keys that a client was told were accepted, with the note of each."""
    return {one.key: one.note for one in entries if one.what in {ACCEPTED, RECEIPT}}


def lost(entries: Iterable[Entry], kept: Iterable[Kept]) -> list[str]:
    """Acknowledged, and not there."""
    there = {one.key for one in kept}
    told = acknowledged(entries)
    return [f"lost: {note} (key {key})" for key, note in told.items() if key not in there]


def doubled(kept: Sequence[Kept]) -> list[str]:
    """There more than once: by key, by reference, by the words of the story, or by the trail."""
    found = []
    for kind, values in (
        ("key", [one.key for one in kept]),
        ("reference", [one.reference for one in kept]),
        ("note", [one.note for one in kept if one.note]),
    ):
        counted = Counter(values)
        found += [f"{times} of {kind} {value}" for value, times in counted.items() if times > 1]
    found += [f"sent {one.traces} times: {one.reference}" for one in kept if one.traces > 1]
    return found


def wrong_receipts(
    entries: Iterable[Entry], kept: Iterable[Kept], digest_of: Callable[[str], str]
) -> list[str]:
    """Receipts that are not the submission's, or not the same as the one given before.

    `digest_of` makes of a receipt's code what the database keeps of it.
    """
    by_key = {one.key: one for one in kept}
    first: dict[str, tuple[str, str]] = {}
    found = []
    for one in entries:
        if one.what != RECEIPT:
            continue
        given = (one.reference, one.code)
        if first.setdefault(one.key, given) != given:
            found.append(f"two receipts of key {one.key}: {first[one.key][0]}, {one.reference}")
        there = by_key.get(one.key)
        if there is None:
            continue  # lost, and reported as such
        if there.reference != one.reference:
            found.append(f"the receipt says {one.reference}, the database {there.reference}")
        if there.code_digest != digest_of(one.code):
            found.append(f"the code given for {one.reference} does not open it")
    return found


def halves(kept: Iterable[Kept], mentions: Sequence[tuple[str, str]]) -> list[str]:
    """Submissions of which a part is missing: who is named, who sent it, its trace."""
    found = []
    for one in kept:
        if one.note and sorted(one.mentions) != sorted(mentions):
            found.append(f"{one.reference} names {one.mentions}")
        if one.submitters != 1:
            found.append(f"{one.reference} has {one.submitters} submitters")
        if one.traces < 1:
            found.append(f"{one.reference} left no trace")
    return found


def wrong_reactions(
    events: Mapping[int, str],
    runs: Sequence[tuple[int, str]],
    jobs: Iterable[Job],
    table: Mapping[str, Sequence[str]],
) -> list[str]:
    """Reactions that did not happen, or happened twice; jobs that nobody will ever run.

    `events` are the trail's rows by number, `runs` the reactions done, by event and path.
    """
    wanted = {(number, path) for number, name in events.items() for path in table.get(name, ())}
    counted = Counter(runs)
    found = [f"{path} did not run for event {number}" for number, path in wanted - set(counted)]
    found += [
        f"{path} ran {times} times for event {number}"
        for (number, path), times in counted.items()
        if times > 1
    ]
    found += [
        f"{path} ran for event {number}, which asks for no such thing"
        for number, path in set(counted) - wanted
    ]
    unfinished = Counter(
        (one.task, one.status) for one in jobs if one.status != FINISHED and not one.is_later
    )
    found += [f"{times} jobs {task} are {status}" for (task, status), times in unfinished.items()]
    return found


def wrong_notices(
    kept: Iterable[Kept], notices: Sequence[tuple[int, str]], desk: Iterable[int], key: str
) -> list[str]:
    """What the reaction was for: each person at the desk hears once of what cannot wait.

    `notices` are those given, by person and key; `key` makes one of a reference.
    """
    counted = Counter(notices)
    found = [
        f"notice {key} was given {times} times to person {person}"
        for (person, key), times in counted.items()
        if times > 1
    ]
    people = sorted(desk)
    for one in kept:
        told = [person for person in people if counted[person, key.format(one.reference)]]
        wanted = people if one.is_urgent else []
        if told != wanted:
            found.append(f"{one.reference} was told to {told} and not to {wanted}")
    return found
