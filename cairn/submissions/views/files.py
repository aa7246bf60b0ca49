"""Files that go with what is shared: added and removed before it is sent."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.documents.rules import ACCEPTED, Unacceptable
from cairn.foundation.views import sent_from
from cairn.submissions import actions, queries
from cairn.submissions.forms import FileForm
from cairn.submissions.views import holding


@require_http_methods(["GET", "POST"])
def attach(request: Any, key: UUID) -> HttpResponse:
    """The files so far, and one more. A file that was chosen is added, whichever button is pressed."""
    holder = holding.holder_of(request)
    form = FileForm()
    goes_on = request.POST.get("then") == "on"
    if request.method == "POST" and goes_on and not request.FILES:
        return redirect("submissions:check", key=key)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                actions.attach(
                    by=request.actor, holder=holder, key=key, name=file.name, content=file
                )
            except Unacceptable as problem:
                form.add_error("file", forms.ValidationError(str(problem)))
            else:
                return redirect(f"submissions:{'check' if goes_on else 'attach'}", key=key)
    draft = queries.draft(by=request.actor, key=key, holder=holder)
    if draft is None:
        return holding.sign_in_first(request)
    if draft.submission:
        return redirect("submissions:receipt", key=key)
    files = queries.attachments(by=request.actor, key=key, holder=holder)
    context = {"form": form, "draft": draft, "files": files, "accepted": ACCEPTED}
    return render(request, "submissions/attach.html", context)


@sent_from("submissions:attach", "key")
def attachment_remove(request: Any, key: UUID, file: str) -> HttpResponse:
    holder = holding.holder_of(request)
    actions.remove_attachment(by=request.actor, holder=holder, key=key, file=file)
    return redirect("submissions:attach", key=key)
