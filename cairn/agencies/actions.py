"""What is done to the partnership's data: a reviewed profile is loaded, whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, models, transaction
from django.db.models.deletion import ProtectedError

from cairn.agencies import kept, rules
from cairn.agencies.choices import Event
from cairn.agencies.models import (
    Agency,
    ContactPoint,
    Council,
    Destination,
    ExploitationStrand,
    LocalStandard,
    Team,
    Town,
)
from cairn.agencies.rules import Entry, Problem
from cairn.agencies.rules.standards import reason_not_to_change_standard
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.refusals import Refused, refuse_if
from cairn.foundation.wording import name_list


class ProfileRefused(Refused):
    """The profile was not loaded. `problems` names each file and entry with the reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Changes:
    """What loading did, as "team cst-north": nothing where the profile was already loaded."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@action(Permission.PROFILE_LOAD)
def load_profile(*, by: Any, entries: list[Entry], unread: Iterable[Problem] = ()) -> Changes:
    """Make the partnership's data say what the profile says.

    `unread` is what could not even be read. Raises ProfileRefused with everything that is wrong,
    and then nothing was changed.
    """
    if problems := [*unread, *rules.problems(entries)]:
        raise ProfileRefused(problems)
    with connection.cursor() as cursor:  # two loads at the same time would trip over each other
        cursor.execute("LOCK TABLE agencies_council IN SHARE ROW EXCLUSIVE MODE")
    loading = _Loading(entries)
    loading.run()
    if loading.problems:
        raise ProfileRefused(loading.problems)
    trail.record(
        by=by,
        event=Event.PROFILE_LOADED,
        on=Council.objects.earliest("pk"),
        added=loading.changes.added,
        changed=loading.changes.changed,
        removed=loading.changes.removed,
    )
    transaction.on_commit(kept.forget)
    return loading.changes


class _Loading:
    """One load: additions and changes first, so that removals see what is still in use."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.changes = Changes()
        self.problems: list[Problem] = []

    def run(self) -> None:
        councils = self._keep(Council, "council")
        agencies = self._keep(
            Agency,
            "agency",
            in_profile=True,
            councils=lambda f: [councils[c] for c in f["councils"]],
        )
        teams = self._keep(
            Team, "team", in_profile=True,
            agency=lambda f: agencies[f["agency"]],
            council=lambda f: councils.get(f.get("council", "")),
        )  # fmt: skip
        contacts = self._keep(
            ContactPoint, "contact_point", position=None,
            council=lambda f: councils.get(f.get("council", "")),
        )  # fmt: skip
        destinations = self._keep(
            Destination, "destination", position=None, is_current=True,
            contacts=lambda f: [contacts[c] for c in f["contacts"]],
        )  # fmt: skip
        strands = self._keep(ExploitationStrand, "strand", position=None, is_current=True)
        towns = self._keep(
            Town, "town", in_profile=True, is_current=True,
            council=lambda f: councils[f["council"]],
        )  # fmt: skip
        self._keep_standards()

        self._retire(Destination, "destination", destinations)
        self._retire(ExploitationStrand, "strand", strands)
        self._retire(Town, "town", towns, in_profile=True)
        self._remove(Team.objects.filter(in_profile=True), "team", teams)
        self._remove(Agency.objects.filter(in_profile=True), "agency", agencies)
        self._remove(ContactPoint.objects.all(), "contact_point", contacts)
        self._remove(Council.objects.all(), "council", councils)

    def _of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    def _keep(self, model: Any, kind: str, **given: Any) -> dict[str, Any]:
        """Add or change this kind's rows. `given`: a value, or how to make one from the fields.

        `position=None` numbers the rows as the file orders them. Returns the rows by code.
        """
        rows = {row.code: row for row in model.objects.all()}
        kept_rows = {}
        for place, entry in enumerate(self._of(kind)):
            code = entry.fields["code"]
            wanted = {name: entry.fields.get(name) for name in _plain(model, kind)}
            for name, value in given.items():
                wanted[name] = value(entry.fields) if callable(value) else value
            if "position" in given:
                wanted["position"] = place
            kept_rows[code] = self._keep_row(model, entry, rows.get(code), wanted)
        return kept_rows

    def _keep_row(self, model: Any, entry: Entry, row: Any, wanted: dict[str, Any]) -> Any:
        several = {name: wanted.pop(name) for name in list(wanted) if _is_several(model, name)}
        wanted = {
            name: _empty(model, name) if value is None else value for name, value in wanted.items()
        }
        is_new = row is None
        if is_new:
            row = model.objects.create(**wanted)
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        if changed:
            for name in changed:
                setattr(row, name, wanted[name])
            row.save(update_fields=changed)
        for name, values in several.items():
            if set(getattr(row, name).all()) != set(values):
                getattr(row, name).set(values)
                changed.append(name)
        if is_new:
            self.changes.added.append(entry.name)
        elif changed:
            self.changes.changed.append(entry.name)
        return row

    def _keep_standards(self) -> None:
        kept_rows: dict[str, dict[date, LocalStandard]] = {}
        for row in LocalStandard.objects.all():
            kept_rows.setdefault(row.key, {})[row.from_on] = row
        for entry in sorted(self._of("standard"), key=lambda entry: entry.fields["from"]):
            self._keep_standard(entry, kept_rows.setdefault(entry.fields["key"], {}))

    def _keep_standard(self, entry: Entry, rows: dict[date, LocalStandard]) -> None:
        on, value, source = (entry.fields[name] for name in ("from", "value", "source"))
        values = {from_on: row.value for from_on, row in rows.items()}
        try:
            refuse_if(reason_not_to_change_standard(on=on, value=value, rows=values))
        except Refused as refusal:
            self.problems.append(Problem(entry.file, entry.name, str(refusal)))
            return
        if on in rows:
            if rows[on].source != source:
                rows[on].source = source
                rows[on].save(update_fields=["source"])
                self.changes.changed.append(entry.name)
            return
        if rows:
            before = rows[max(rows)]
            before.until_on = on
            before.save(update_fields=["until_on"])
        rows[on] = LocalStandard.objects.create(
            key=entry.fields["key"], value=value, from_on=on, source=source
        )
        self.changes.added.append(entry.name)

    def _retire(self, model: Any, kind: str, listed: Mapping[str, Any], **only: Any) -> None:
        """What is no longer listed stays on the records that name it, and is offered no more."""
        for row in model.objects.filter(is_current=True, **only).exclude(code__in=listed):
            row.is_current = False
            row.save(update_fields=["is_current"])
            self.changes.removed.append(f"{kind} {row.code}")

    def _remove(self, rows: Any, kind: str, listed: Mapping[str, Any]) -> None:
        for row in rows.exclude(code__in=listed):
            if uses := _delete_or_say_what_uses(row):
                reason = f"It is no longer listed, but is in use by {uses}. Put it back for now."
                self.problems.append(Problem(rules.KINDS[kind].file, f"{kind} {row.code}", reason))
            else:
                self.changes.removed.append(f"{kind} {row.code}")


def _plain(model: Any, kind: str) -> list[str]:
    """The fields of an entry that are stored as they are written."""
    described = rules.KINDS[kind]
    related = {one.name for one in model._meta.get_fields() if one.is_relation}
    return [name for name in (*described.needed, *described.optional) if name not in related]


def _is_several(model: Any, name: str) -> bool:
    return bool(model._meta.get_field(name).many_to_many)


def _empty(model: Any, name: str) -> Any:
    """What is stored where an entry does not give an optional field."""
    column = model._meta.get_field(name)
    return None if column.is_relation else column.get_default()


def _delete_or_say_what_uses(row: models.Model) -> str:
    """Empty where the row is gone; or else what keeps it: "2 × user and 1 × team"."""
    # A council's links to agencies would go with it in silence, so they are asked for by name.
    if isinstance(row, Council) and (agencies := list(row.agencies.all())):
        return _counted(agencies)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as refusal:
        return _counted(refusal.protected_objects)
    return ""


def _counted(rows: Iterable[models.Model]) -> str:
    """What refers to a row, in numbers and never by name."""
    numbers = Counter(str(row._meta.verbose_name) for row in rows)
    return name_list(f"{number} × {name}" for name, number in sorted(numbers.items()))
