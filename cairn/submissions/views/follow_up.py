"""Following up: a reference and its code open one submission for an hour; a sender opens their own."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cairn.accounts.lockout import address_of
from cairn.foundation.references import as_typed
from cairn.foundation.views import form_expired, sent_from
from cairn.submissions import actions, queries, rules
from cairn.submissions.choices import MessageKind
from cairn.submissions.forms import FollowUpForm, MoreForm
from cairn.submissions.models import Submission
from cairn.submissions.views import holding

PROOFS = "followed"  # in the session: reference -> proof
AN_HOUR_IS_OVER = (
    "It is more than an hour since you gave your code, so we could not keep this. What you have "
    "just written is below: copy it, give your reference and code again, and send it then."
)


@require_GET
def follow_up(request: Any) -> HttpResponse:
    return render(request, "submissions/follow_up.html", {"form": FollowUpForm()})


@sent_from("submissions:follow_up")
def follow_up_open(request: Any) -> HttpResponse:
    form = FollowUpForm(request.POST)
    if form.is_valid():
        opened = actions.open_follow_up(
            by=request.actor, caller=address_of(request) or "", **form.cleaned_data
        )
        if not opened.reason:
            proofs = request.session.get(PROOFS, {})
            request.session[PROOFS] = proofs | {opened.reference: opened.proof}
            return redirect("submissions:followed", reference=opened.reference)
        form.add_error("reference", opened.reason)
    return render(request, "submissions/follow_up.html", {"form": form})


@require_GET
def followed(request: Any, reference: str) -> HttpResponse:
    """How far it got, questions to answer, and room to add."""
    reference = as_typed(reference)
    if not _may_open(request, reference):
        return redirect("submissions:follow_up")
    return _page(request, reference)


@sent_from("submissions:followed", "reference")
def follow_up_answer(request: Any, reference: str, question: UUID) -> HttpResponse:
    reference = as_typed(reference)
    if not _may_open(request, reference):
        return holding.words_kept(request, AN_HOUR_IS_OVER, status=403)
    form = _more(request, question)
    if not form.is_valid():
        return _page(request, reference, answer=form, question=question)
    actions.answer(
        by=request.actor, reference=reference, proof=_proof(request, reference),
        question=question, **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, "Your answer is sent. Thank you.")
    return redirect("submissions:followed", reference=reference)


@sent_from("submissions:followed", "reference")
def follow_up_add(request: Any, reference: str) -> HttpResponse:
    reference = as_typed(reference)
    if not _may_open(request, reference):
        return holding.words_kept(request, AN_HOUR_IS_OVER, status=403)
    form = _more(request)
    if not form.is_valid():
        return _page(request, reference, addition=form)
    actions.add(
        by=request.actor, reference=reference, proof=_proof(request, reference),
        **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, "What you added is sent. Thank you.")
    return redirect("submissions:followed", reference=reference)


@sent_from("submissions:follow_up")
def follow_up_leave(request: Any) -> HttpResponse:
    """Forget, on this device, what was opened with a code."""
    request.session.pop(PROOFS, None)
    messages.success(request, "It is closed on this device. Your reference and code open it again.")
    return redirect("submissions:mine" if request.actor.is_authenticated else "home:front_page")


def _keep_expired(request: Any, **_address: Any) -> HttpResponse:
    """A form whose anti-forgery token had gone stale: nothing is sent, and nothing is lost."""
    if not holding.is_from_here(request):
        return form_expired(request)
    why = "This page had been open for too long, so nothing was sent. What you wrote is below: copy it."
    return holding.words_kept(request, why, status=403)


follow_up_answer.when_form_expired = _keep_expired  # type: ignore[attr-defined]  # foundation asks
follow_up_add.when_form_expired = _keep_expired  # type: ignore[attr-defined]


def _proof(request: Any, reference: str) -> str:
    return request.session.get(PROOFS, {}).get(reference, "")


def _may_open(request: Any, reference: str) -> bool:
    return queries.may_follow(
        by=request.actor, reference=reference, proof=_proof(request, reference)
    )


def _more(request: Any, question: UUID | None = None) -> MoreForm:
    label = "Your answer" if question else "What do you want to add?"
    return MoreForm(request.POST, label=label, auto_id=_ids(question))


def _ids(question: UUID | None) -> str:
    return f"id_%s_{question}" if question else "id_%s"


def _page(
    request: Any, reference: str, *, answer: MoreForm | None = None,
    question: UUID | None = None, addition: MoreForm | None = None,
) -> HttpResponse:  # fmt: skip
    submission = queries.followed(
        by=request.actor, reference=reference, proof=_proof(request, reference)
    )
    said = []
    for message in submission.messages.all():
        form = None
        if message.kind == MessageKind.QUESTION and not hasattr(message, "answer"):
            form = answer if message.key == question else None
            form = form or MoreForm(
                label="Your answer", auto_id=_ids(message.key), initial={"key": uuid4()}
            )
        said.append({"message": message, "form": form})
    context = {
        "submission": submission,
        "state": _state(submission),
        "outcome": rules.outcome_words(submission.outcome, submission.told),
        "desk": holding.desk(request.actor),
        "said": said,
        "addition": addition
        or MoreForm(label="What do you want to add?", initial={"key": uuid4()}),
        "form": answer or addition,
        "is_own": submission.sent_by_id is not None and submission.sent_by_id == request.actor.pk,
    }
    return render(request, "submissions/followed.html", context)


def _state(submission: Submission) -> Any:
    return rules.state(
        read_at=submission.read_at,
        waiting_since=submission.waiting_since,
        finished_at=submission.finished_at,
    )
