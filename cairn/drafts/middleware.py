"""A form that was accepted leaves nothing unsent behind."""

from typing import Any

from cairn.drafts import actions


def forget_sent(get_response: Any) -> Any:
    """Every form that keeps what is typed has a field `draft`; one that was accepted is answered
    with a redirect, and so is somebody who has to sign in first: they are nobody yet.
    """

    def middleware(request: Any) -> Any:
        response = get_response(request)
        is_accepted = request.method == "POST" and response.status_code == 302
        if is_accepted and request.actor.is_authenticated and "draft" in request.POST:
            name = request.POST["draft"]
            form = f"{request.path}#{name}" if name else request.path
            actions.forget_sent(by=request.actor, form=form)
        return response

    return middleware
