"""A submission in the words of the form it was written on: every answer, in order, as sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.foundation.forms import Form
from cairn.submissions import forms
from cairn.submissions.choices import MentionKind

KIND_FORMS = {
    MentionKind.CHILD: forms.ChildForm,
    MentionKind.ADULT: forms.AdultForm,
    MentionKind.PLACE: forms.PlaceForm,
    MentionKind.VEHICLE: forms.VehicleForm,
    MentionKind.PHONE: forms.PhoneForm,
    MentionKind.ONLINE: forms.OnlineForm,
}
PAGES = ("story", *MentionKind.values, "sharing", "gate", "call")  # in the order shown
WORKED_OUT = {"when_from", "when_until", "born_on"}  # by Cairn, of what was typed


@dataclass(frozen=True)
class Section:
    """One page of the form: its answers, and in short the questions that were left open."""

    page: tuple[str, int]  # which, and which one of them
    title: str
    rows: list[tuple[str, str]]
    unanswered: list[str]


@dataclass(frozen=True)
class Beside:
    """One question with the answers of two submissions."""

    question: str
    this: str
    other: str

    @property
    def differs(self) -> bool:
        return self.this != self.other


def sections(
    content: dict[str, Any], *, strands: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]]
) -> list[Section]:
    """The content of a submission, section by section."""
    options = forms.Options(strands=tuple(strands), areas=tuple(areas), has_pathway=True)
    found = [
        _section(
            ("story", 1),
            "What was noticed",
            forms.StoryForm(options=options),
            content.get("story", {}),
        ),
        *_things(content, options),
        _section(
            ("sharing", 1),
            "How it is known",
            forms.SharingForm(options=options),
            content.get("sharing", {}),
        ),
        _section(("gate", 1), "At the gate", forms.GateForm(), content.get("gate", {})),
        _section(("call", 1), "The call", forms.CallForm(options=options), content.get("call", {})),
    ]
    return [section for section in found if section.rows]


def side_by_side(this: list[Section], other: list[Section]) -> Iterator[tuple[str, list[Beside]]]:
    """Two submissions, page of the form beside page, question beside question."""
    mine = {section.page: section for section in this}
    theirs = {section.page: section for section in other}
    for page in PAGES:
        for place in sorted(place for place in {*mine, *theirs} if place[0] == page):
            pair = [found[place] for found in (mine, theirs) if place in found]
            left = dict(mine[place].rows) if place in mine else {}
            right = dict(theirs[place].rows) if place in theirs else {}
            title = max((section.title for section in pair), key=len)
            rows = [Beside(one, left.get(one, ""), right.get(one, "")) for one in {**left, **right}]
            yield title, rows


def _things(content: dict[str, Any], options: forms.Options) -> Iterator[Section]:
    for kind, form in KIND_FORMS.items():
        things = content.get(kind) or []
        for number, typed in enumerate(things, 1):
            title = str(MentionKind(kind).label)
            numbered = f"{title} {number}" if len(things) > 1 else title
            yield _section((kind.value, number), numbered, form(options=options), typed)


def _section(page: tuple[str, int], title: str, form: Form, typed: dict[str, Any]) -> Section:
    rows, unanswered = [], []
    for name, field in form.fields.items():
        question = str(getattr(field, "said", {}).get("short") or field.label)
        if value := typed.get(name):
            rows.append((question, _in_words(field, value)))
        else:
            unanswered.append(question)
    # What a later form no longer asks was said all the same.
    known = {*form.fields, *WORKED_OUT}
    rows += [(name, _in_words(None, said)) for name, said in typed.items() if name not in known]
    return Section(page, title, rows, unanswered)


def _in_words(field: Any, value: Any) -> str:
    labels = {str(code): str(text) for code, text in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return "\n".join(labels.get(str(one), str(one)) for one in values)
