"""What is shown when something cannot be done, or not in this way."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from cairn.foundation import clock, dates, wording
from cairn.foundation.typed import words_typed


def refused(request, exception=None):
    """403: the reason is a sentence for the person."""
    reason = str(exception) if exception and str(exception) else "Your role does not allow this."
    context = {"reason": reason, "typed": words_typed(request)}
    return render(request, "403.html", context, status=403)


def not_found(request, exception=None):
    """404: the same page whether it is missing or out of reach."""
    return render(request, "404.html", status=404)


def broken(request):
    """500: says what to do, and asks nothing of a service that has just failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def form_expired(request, reason=""):
    """A form whose anti-forgery token had gone stale.

    A page that holds a person's words may have a way of its own to keep them: its view then carries
    a function `when_form_expired`, which says why that is safe.
    """
    match = request.resolver_match
    keep = getattr(match.func, "when_form_expired", None) if match and reason else None
    if keep is not None:
        return keep(request, *match.args, **match.kwargs)
    return render(request, "form_expired.html", {"typed": words_typed(request)}, status=403)


@require_POST
def date_in_words(request):
    """How a date that somebody types is understood, by what reads it again when it is saved."""
    said = request.POST.get("said", "")
    try:
        if "moment" in request.GET:
            ahead = request.GET["moment"] == "ahead"
            at = dates.read_moment(said, now=clock.now(), ahead=ahead)
            words = f"This means {wording.exact(at)}."
        else:
            read = dates.read_date(said, today=clock.today())
            words = f"This means {wording.days(read.earliest, read.latest)}."
    except dates.Unreadable as problem:
        words = str(problem) if said.strip() else ""
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def sent_from(page: str, *names: str) -> Callable[..., Any]:
    """Guard an act: its address, opened by itself, leads to the page that holds its form.

    After a mistake that address stands in the browser, and a phone that wakes up opens it again; so
    does signing in, where the session had ended before the form was sent.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Any, **at: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, **{name: at[name] for name in names if name in at})
            return view(request, **at)

        return require_http_methods(["GET", "POST"])(guarded)

    return guard
