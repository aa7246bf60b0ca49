"""What is due, for the agenda of a group: ticked by hand, and put on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cairn.foundation.wording import plural
from cairn.pathways import actions
from cairn.pathways.agenda import MOST_SHOWN
from cairn.pathways.forms import AgendaForm


def agenda_due(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    meeting, found = actions.list_due(by=by, reference=reference)
    to_add = [one for one in found if not one.is_on_agenda]
    # After a double click, what was ticked is on the agenda already, and is no mistake.
    form = AgendaForm(request.POST or None, due=found if request.POST else to_add[:MOST_SHOWN])
    if form.is_valid():
        number = actions.put_on_agenda(by=by, reference=reference, **form.cleaned_data)
        messages.success(request, f"{plural(number, 'child', 'children')} put on the agenda.")
        return redirect("meetings:meeting", reference=meeting.reference)
    context = {
        "meeting": meeting, "form": form, "to_add": to_add, "most": MOST_SHOWN,
        "already": [one for one in found if one.is_on_agenda],
    }  # fmt: skip
    return render(request, "pathways/agenda_due.html", context)
