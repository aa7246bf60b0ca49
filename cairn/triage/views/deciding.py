"""What happens to an item. Whoever was overtaken sees both texts: theirs and the colleague's."""

from django.contrib import messages
from django.shortcuts import redirect

from cairn.foundation.refusals import Overtaken
from cairn.foundation.views import sent_from
from cairn.triage import actions, queries
from cairn.triage.forms import DecideForm, HandForm, ReopenForm
from cairn.triage.views.items import decide_form, page_of_item


@sent_from("triage:item", "reference")
def pick_up(request, reference):
    actions.pick_up(by=request.actor, reference=reference)
    messages.success(request, "You have it now.")
    return redirect("triage:item", reference=reference)


@sent_from("triage:item", "reference")
def put_back(request, reference):
    actions.put_back(by=request.actor, reference=reference)
    messages.success(request, f"{reference} is back in the queue.")
    return redirect("triage:queue")


@sent_from("triage:item", "reference")
def hand_to(request, reference):
    people = queries.colleagues(by=request.actor, reference=reference)
    form = HandForm(request.POST, people=people, me=request.actor)
    if not form.is_valid():
        return page_of_item(request, reference, hand_form=form)
    actions.hand_to(by=request.actor, reference=reference, colleague=form.person)
    who = "You have" if form.person == request.actor else f"{form.person.name} has"
    messages.success(request, f"{who} it now.")
    return redirect("triage:item", reference=reference)


@sent_from("triage:item", "reference")
def decide(request, reference):
    opened = queries.item(by=request.actor, reference=reference)
    form = decide_form(request, opened, data=request.POST)
    if not form.is_valid():
        return page_of_item(request, reference, decide_form=form)
    try:
        if "take_over" in request.POST and opened.standing.is_somebody_elses:
            actions.hand_to(by=request.actor, reference=reference, colleague=request.actor)
        words = _decide(request.actor, reference, form)
    except Overtaken as overtaken:
        return page_of_item(
            request, reference, status=409, decide_form=form, overtaken=str(overtaken)
        )
    messages.success(request, words)
    return redirect("triage:item", reference=reference)


def _decide(by, reference: str, form: DecideForm) -> str:
    said = form.cleaned_data
    if form.is_question:
        asked = {"text": said["question"], "version": said["version"], "key": said["key"]}
        actions.ask(by=by, reference=reference, **asked)
        return "Your question was sent. You have this until the answer comes."
    if said["reopening"]:
        actions.decide_again(
            by=by, reference=reference, reopening=said["reopening"], decision=form.decision()
        )
    else:
        actions.decide(by=by, reference=reference, **form.decision())
    return "Decided. The submitter can read what came of it."


@sent_from("triage:item", "reference")
def reopen(request, reference):
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return page_of_item(request, reference, reopen_form=form)
    try:
        actions.reopen(by=request.actor, reference=reference, **form.cleaned_data)
    except Overtaken as overtaken:
        return page_of_item(request, reference, reopen_form=form, overtaken=str(overtaken))
    messages.success(request, "It is open again, and you have it.")
    return redirect("triage:item", reference=reference)
