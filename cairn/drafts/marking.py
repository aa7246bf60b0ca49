"""The mark of a page that keeps what is typed in its forms, and what such a page gives back.

What somebody typed has no address of its own. It is part of the page on which they typed it, and
looked up when that page is drawn: after its own guards have let them in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import Resolver404, resolve, reverse

from cairn.drafts import queries
from cairn.drafts.models import FormDraft
from cairn.foundation import clock, wording

View = Callable[..., HttpResponse]


def keeps_drafts(view: View) -> View:
    """Mark a page: its forms that have a field `draft` are kept as they are written."""

    @wraps(view)
    def marked(request: Any, *args: Any, **at: Any) -> HttpResponse:
        give_back(request, page=request.path, address=request.get_full_path())
        return view(request, *args, **at)

    marked.keeps_drafts = True  # type: ignore[attr-defined]  # is_marked() looks for it
    return marked


def give_back(
    request: Any, *, page: str, address: str, is_here: Callable[[str], bool] = lambda form: True
) -> None:
    """Let this answer give back what was typed on `page`, if its template asks (drafts/_kept.html).

    `address` is how one comes to see that page again, as it is now. A page that does not show each
    of its forms to everybody says with `is_here` which of them this answer shows.
    """
    request.drafts = GivenBack(request, page, address, is_here)


def is_marked(page: str) -> bool:
    try:
        return getattr(resolve(page).func, "keeps_drafts", False)
    except Resolver404:
        return False


class GivenBack:
    """What the script of a page needs to keep and to put back what is typed there."""

    def __init__(self, request: Any, page: str, address: str, is_here: Callable[[str], bool]):
        self.request, self.page, self.address, self.is_here = request, page, address, is_here

    @property
    def shown(self) -> dict[str, Any]:
        """A form that has just been sent shows what was sent, and that is newer than what is kept: but
        for a page that is loaded anew, which the script knows.
        """
        sent = self.request.path if self.request.method == "POST" else ""
        kept = queries.on_page(by=self.request.actor, page=self.page)
        return {
            "page": self.page,
            "address": self.address,
            "keep": reverse("drafts:keep"),
            "remove": reverse("drafts:remove"),
            "sent": sent,
            "windows": {one.form: one.window for one in kept},
            "forms": {
                one.form: {"typed": one.typed, "window": one.window, "words": _words(one)}
                for one in kept
                if one.form.partition("#")[0] == sent or self.is_here(one.form)
            },
        }


def _words(kept: FormDraft) -> str:
    when = wording.near_time(kept.kept_at, now=clock.now())
    return f"You typed this at {when} and did not save it. It is back in the form."
