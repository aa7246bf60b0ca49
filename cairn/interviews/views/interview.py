"""One interview: what is known, what is next, and recording what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from cairn.audit.choices import Permission
from cairn.children.views.shown import address_of
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock, wording
from cairn.foundation.refusals import Overtaken, Refused
from cairn.interviews import actions, forms, queries
from cairn.interviews.choices import Relation
from cairn.interviews.models import Interview
from cairn.interviews.rules import form as table
from cairn.interviews.rules import states
from cairn.interviews.telling import answers_of, facts_of
from cairn.interviews.views.shown import (
    child_page,
    earlier_of,
    left,
    next_of,
    parts_of,
    still_here,
)
from cairn.missing import queries as missing

OLDER = "Look at what is known now, then send it again."


@dataclass(frozen=True)
class Act:
    """One thing that can be recorded: its page's title, its form, what it does, what is said after."""

    title: str
    button: str
    done: str
    form: Callable[..., Any]
    does: Callable[..., Interview]
    needs: Permission = Permission.INTERVIEWS_RECORD


def _words(asks: str, missing: str = "") -> Callable[..., Any]:
    return lambda *args, **more: forms.WordsForm(*args, asks=asks, missing=missing, **more)


READ_FIRST = ("hand-in", "sign-off")
PASSED_ON = (*table.NEW, table.RISKS)
MISSING = "What is missing?"
ACTS: dict[str, Act] = {
    "offer": Act("Offer the interview", "Save", "The offer is kept.", forms.OfferForm,
                 actions.offer),
    "attempt": Act("Record that you tried to reach the child", "Save", "It is kept.", forms.AttemptForm,
                   actions.attempt),
    "answer": Act("Record the answer", "Save", "The answer is kept.", forms.AnswerForm, actions.answer),
    "carers": Act("Record what the carers say", "Save", "What they say is kept.", forms.CarersForm,
                  actions.carers_say),
    "plan": Act("Plan the interview", "Save", "The interview is planned.", forms.PlanForm,
                actions.plan),
    "held": Act("Record that it was held", "Save", "It is kept. Write down next what was said.",
                forms.HeldForm, actions.hold_it),
    "take": Act("Hold this interview yourself", "I go", "It is yours.", forms.DoneForm,
                actions.take),
    "allocate": Act("Say who goes", "Save", "They hear of it.", forms.AllocateForm,
                    actions.allocate, Permission.INTERVIEWS_ALLOCATE),
    "join": Act("One interview for both", "Join them", "The interview goes on here.",
                forms.JoinForm, actions.join),
    "hand-in": Act("Hand it in", "Hand it in", "It is handed in. A manager reads it next.",
                   forms.HandInForm, actions.hand_in),
    "sign-off": Act("Sign it off", "Sign it off", "It is signed off, and stays as it is.",
                    _words("Anything to note? (optional)"), actions.sign_off,
                    Permission.INTERVIEWS_SIGN_OFF),
    "give-back": Act("Give it back", "Give it back", "It is given back. They hear of it.",
                     _words(MISSING, "Say what is missing."), actions.give_back,
                     Permission.INTERVIEWS_SIGN_OFF),
}  # fmt: skip


def interview(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = actions.read_interview(by=by, reference=reference)
    reason = queries.reason_not_to_write_of(by=by, child=row.child)
    episodes = queries.episodes_of(by=by, interview=row)
    concern = None
    if row.held_by and row.relation:
        concern = queries.concern(by=by, interview=row, person=row.held_by, relation=row.relation)
    records = Permission.INTERVIEWS_RECORD in by.permissions and not reason
    passed, acts = queries.passed(by=by, interview=row), _possible(by, row, reason)
    return child_page(
        request, "interview", row, reason=reason, left=left(row), next=next_of(row),
        episodes=[(one, address_of("missing:episode", one.reference)) for one in episodes],
        steps=queries.steps(by=by, interview=row), shares=queries.shares(by=by, interview=row),
        passed=passed, concern=concern, reported=missing.worries(by=by, episodes=episodes),
        parts=parts_of(by, row), earlier=earlier_of(by, row), records=records,
        main=next((one for one in acts if one[0] == next_of(row)), None), acts=acts,
        could_join=queries.could_join(by=by, interview=row) if records else [],
        is_running=states.is_running(facts_of(row)), may_write=records and _may_write(row),
        who_can_go=_who_can_go(by, row),
        has_lines=bool(table.lines_of(answers_of(row), table.NEW)),
        has_risks=bool(table.lines_of(answers_of(row), (table.RISKS,))),
        not_passed=still_here(row, PASSED_ON, passed),
    )  # fmt: skip


def _who_can_go(by: Any, row: Interview) -> str:
    """The planner's page of an interview that is still to be held, for those who say who goes."""
    if Permission.INTERVIEWS_ALLOCATE in by.permissions and states.is_running(facts_of(row)):
        return address_of("planner:arrange", row.reference)
    return ""


def _not_passed(by: Any, row: Interview) -> list[Any]:
    return still_here(row, PASSED_ON, queries.passed(by=by, interview=row))


def _may_write(row: Interview) -> bool:
    return states.reason_not_to_write(facts_of(row)) is None


def _possible(by: Any, row: Interview, reason: str | None) -> list[tuple[str, str]]:
    """What this person can record now: the address's word and the title."""
    if reason:
        return []
    facts, now = facts_of(row), clock.now()
    is_free = states.reason_not_to_change(facts) is None
    is_own = by.pk in {row.handed_in_by_id, row.held_by_id}
    decides = states.reason_not_to_decide(facts, is_own=is_own) is None
    runs = is_free and states.is_running(facts)
    can = {
        "offer": runs and states.reason_not_to_offer(facts) is None,
        "attempt": runs and facts.is_offered,
        "answer": is_free and not facts.is_held and bool(facts.is_offered or runs),
        "carers": is_free and states.is_not_held(facts),
        "plan": runs and states.reason_not_to_plan(facts, at=now + clock.ONE_DAY, now=now) is None,
        "held": runs and facts.is_offered,
        "take": runs and row.interviewer is None,
        "allocate": runs,
        "hand-in": is_free
        and states.reason_not_to_hand_in(
            facts, has_answers=bool(row.answers or row.childs_words), carers_said=row.carers_said
        )
        is None,
        "sign-off": decides,
        "give-back": decides,
    }
    return [
        (name, ACTS[name].title)
        for name, is_possible in can.items()
        if is_possible and ACTS[name].needs in by.permissions
    ]


@keeps_drafts
def act(request: Any, reference: str, act: str) -> HttpResponse:
    """Record one thing that happened."""
    if act not in ACTS:
        raise Http404
    by, chosen = request.actor, ACTS[act]
    if chosen.needs not in by.permissions:
        raise Refused("Your role does not allow this.")
    row = actions.read_interview(by=by, reference=reference)
    form = chosen.form(request.POST or None, initial=_begun(row), **_choices(by, row, act))
    newer: list[table.Difference] = []
    if form.is_valid():
        try:
            made = chosen.does(by=by, reference=reference, **form.cleaned_data)
        except Overtaken as overtaken:
            row = actions.read_interview(by=by, reference=reference)
            form.add_error(None, f"{overtaken} {OLDER}")
            newer = _newer(by, row, form)
            form.data = {**form.data.dict(), **_typed(form, _begun(row))}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, " ".join([chosen.done, *_look_at(made, act)]))
            return redirect("interviews:interview", made.reference)
    reason = queries.reason_not_to_write_of(by=by, child=row.child)
    return child_page(
        request, "act", row, form=form, chosen=chosen, act=act, left=left(row), newer=newer,
        reason=reason or states.CLOSED.get(states.state_of(facts_of(row))),
        parts=parts_of(by, row) if act in READ_FIRST else [],
        not_passed=_not_passed(by, row) if act in READ_FIRST else [],
        shut=_shut(by, row) if act == "allocate" else [],
    )  # fmt: skip


def _look_at(made: Interview, act: str) -> list[str]:
    """What somebody who planned an interview should know: it may be too late, or nobody's."""
    if act != "plan" or made.planned_at is None:
        return []
    late = made.planned_at - made.due_at
    is_late = late > timedelta(0)
    after = [
        f"This is {wording.duration(late)} after the 72 hours end: choose an earlier time if you can."
    ]
    return (after if is_late else []) + ([] if made.interviewer else ["Nobody goes yet: say who."])


def _begun(row: Interview) -> dict[str, Any]:
    """What an act is begun from: the interview, and the parts of its form, as they are now."""
    return {"version": row.version, "versions": row.versions, "read": answers_of(row)}


def _typed(form: Any, begun: dict[str, Any]) -> dict[str, Any]:
    """The same as it stands in the form's hidden fields."""
    return {
        name: form.fields[name].prepare_value(value)
        for name, value in begun.items()
        if name in form.fields
    }


def _newer(by: Any, row: Interview, form: Any) -> list[table.Difference]:
    """Where somebody wrote after the person read it: both texts."""
    read = getattr(form, "words_read", None)
    if read is None:
        return []
    seen = {code: read.get(code, {}) for code in table.CODES}
    return table.differences(seen, answers_of(row), queries.strands(by=by))


def _shut(by: Any, row: Interview) -> list[str]:
    """Who of one's own agency is no choice, by name: the child's record is shut to them."""
    could = queries.could_hold(by=by, interview=row)
    return [one.name for one in queries.shut_out(by=by, interview=row, could=could)]


def _choices(by: Any, row: Interview, act: str) -> dict[str, Any]:
    """What a form offers to choose from."""
    if act == "allocate":
        people = queries.could_hold(by=by, interview=row)
        found = queries.concerns(by=by, interview=row, people=people, relation=Relation.NONE)
        return {"people": [(one, found[one.pk]) for one in people]}
    if act == "join":
        others = queries.could_join(by=by, interview=row)
        return {
            "others": [
                (one.reference, f"{one.reference}, {wording.time_left(clock.now(), one.due_at)}")
                for one in others
            ]
        }
    return {}


def own(request: Any, reference: str, episode: str) -> HttpResponse:
    """Give one of several episodes an interview of its own."""
    by = request.actor
    row, _ = actions.open_to_write(by=by, reference=reference)
    form = forms.DoneForm(request.POST or None, initial={"version": row.version})
    if form.is_valid():
        made = actions.give_its_own(
            by=by, reference=reference, episode=episode, **form.cleaned_data
        )
        messages.success(request, "This episode has an interview of its own.")
        return redirect("interviews:interview", made.reference)
    return child_page(request, "own", row, form=form, episode=episode)


@keeps_drafts
def share(request: Any, reference: str) -> HttpResponse:
    """With whom it was shared, and why."""
    by = request.actor
    row, reason = actions.open_to_write(by=by, reference=reference)
    form = forms.ShareForm(request.POST or None)
    if form.is_valid():
        try:
            actions.share(by=by, reference=reference, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is kept with whom this was shared.")
            return redirect("interviews:interview", row.reference)
    return child_page(request, "share", row, form=form, reason=reason)
