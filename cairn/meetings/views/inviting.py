"""Asking people to a meeting, and answering."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cairn.foundation import wording
from cairn.foundation.refusals import Refused
from cairn.foundation.views import sent_from
from cairn.meetings import actions, queries
from cairn.meetings.forms import AnswerForm, InviteForm, UsualForm
from cairn.meetings.views.meeting import page_of_meeting


def invite(request: Any, reference: str) -> HttpResponse:
    """Ask one person or guest after the other."""
    meeting = actions.open_to_run(by=request.actor, reference=reference)
    asked = list(queries.invitations(by=request.actor, meeting=meeting))
    text = request.GET.get("find", "").replace("\0", "").strip()[:100]  # no name holds a NUL
    already = {one.person_id for one in asked}
    offered = queries.invitable(
        by=request.actor, child=meeting.child, council=meeting.council, text=text
    )
    people = {one.reference: one for one in offered if one.pk not in already}
    labels = [(one.reference, f"{one.name}, {one.agency}") for one in people.values()]
    form = InviteForm(
        request.POST or None, people=labels, is_about_one_child=meeting.child is not None
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.invite(
                by=request.actor, reference=reference, person=people.get(said["person"]),
                guest=said["guest"], part=said["part"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("person" if said["person"] else "guest", str(refusal))
        else:
            messages.success(request, "Invitation sent." if said["person"] else "Guest added.")
            return redirect("meetings:invite", reference=reference)
    context = {
        "form": form, "meeting": meeting, "asked": asked, "find": text,
        "usual": UsualForm(usual=queries.usually_asked(by=request.actor, meeting=meeting)),
        "quorum": queries.quorum_asked(by=request.actor, meeting=meeting),
    }  # fmt: skip
    return render(request, "meetings/invite.html", context)


@sent_from("meetings:invite", "reference")
def invite_usual(request: Any, reference: str) -> HttpResponse:
    chosen = request.POST.getlist("who")
    number = actions.invite_usual(by=request.actor, reference=reference, chosen=chosen)
    if number:
        messages.success(request, f"{wording.plural(number, 'invitation')} made.")
    else:  # nothing was ticked, or a button pressed twice
        messages.info(request, "Nobody was newly asked.")
    return redirect("meetings:invite", reference=reference)


@sent_from("meetings:invite", "reference")
def withdraw(request: Any, reference: str, invitation: str) -> HttpResponse:
    actions.withdraw_invitation(by=request.actor, reference=reference, invitation=invitation)
    messages.success(request, "They are not asked any more.")
    return redirect("meetings:invite", reference=reference)


@sent_from("meetings:meeting", "reference")
def answer(request: Any, reference: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page_of_meeting(request, reference, answer_form=form)
    actions.answer_invitation(by=request.actor, reference=reference, **form.cleaned_data)
    messages.success(request, "Thank you. Your answer is noted.")
    return redirect("meetings:meeting", reference=reference)
