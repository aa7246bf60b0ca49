"""The front page, each person's start page, what everybody may read, and how the service is."""

import hmac
import os

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from cairn.accounts import people
from cairn.audit.choices import Permission
from cairn.foundation import clock
from cairn.foundation.views import sent_from
from cairn.home import actions, queries, wording
from cairn.home import metrics as numbers
from cairn.home.forms import NeedsForm
from cairn.home.pages import address
from cairn.home.shortening import shortened
from cairn.missing.queries import files_refused

SHOWN = 50


@require_GET
def front_page(request):
    context = {
        "reading": queries.reading(by=request.actor),
        "gate": address("submissions:gate"),
        "follow_up": address("submissions:follow_up"),
    }
    return render(request, "home/front_page.html", context)


@require_GET
def start(request):
    return render(request, "home/start.html", {"today": queries.today(by=request.actor)})


@require_GET
def needs(request):
    """The person's own list, whole: or what is on it of one kind."""
    form = NeedsForm(request.GET)
    about, start = form.asked
    found = queries.needs(by=request.actor, about=about)
    if not about:
        found = shortened(found, today=clock.today())
    context = {
        "filters": form, "found": found[start : start + SHOWN], "about": about,
        "next": start + SHOWN if len(found) > start + SHOWN else 0, "is_first": not start,
    }  # fmt: skip
    return render(request, "home/needs.html", context)


@require_GET
def looking_after_yourself(request):
    return render(request, "home/looking_after_yourself.html")


@require_GET
def who_to_call(request):
    return render(
        request, "home/who_to_call.html", {"contacts": queries.contacts(by=request.actor)}
    )


@require_GET
def privacy(request):
    return render(request, "home/privacy.html")


@require_GET
def accessibility(request):
    return render(request, "home/accessibility.html")


@require_GET
def healthz(request):
    """Whether this process and its database answer; operators who ask for all hear of the worker."""
    is_alive = queries.is_alive(by=people.STRANGER)
    said = {"ok": is_alive}
    is_asked_for_all = is_alive and request.GET.get("full") == "1"
    if is_asked_for_all and Permission.SERVICE_OPERATE in request.actor.permissions:
        said["worker"] = queries.is_worker_alive(by=request.actor)
    return JsonResponse(said, status=200 if is_alive else 503)


@require_GET
def metrics(request):
    """For an operator, or for a collector that holds the token of CAIRN_METRICS_TOKEN."""
    by = people.system() if _has_token(request) else request.actor
    return HttpResponse(numbers.text(queries.service(by=by)), content_type=CONTENT_TYPE_LATEST)


def _has_token(request) -> bool:
    token = os.environ.get("CAIRN_METRICS_TOKEN", "")
    said = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(said.encode(), f"Bearer {token}".encode())


@require_GET
def service(request):
    state = queries.service(by=request.actor)
    context = {
        "service": state,
        "words": wording.of_service(state, now=clock.now()),
        "failed": queries.failed_jobs(by=request.actor, after=request.GET.get("after", "")),
        "files": files_refused(by=request.actor),
    }
    return render(request, "home/service.html", context)


@sent_from("home:service")
def retry_job(request, number):
    actions.retry_job(by=request.actor, number=number)
    messages.success(request, f"Job {number} is back in the queue.")
    return redirect("home:service")
