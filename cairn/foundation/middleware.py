"""What happens around every request: one log line without personal data, and no stored copies."""

import time
import uuid

import structlog
from django.http import HttpResponseBadRequest

log = structlog.get_logger("cairn.request")


def request_log(get_response):
    """Log method, page name, status and duration. Never the address: it holds references."""

    def middleware(request):
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex[:12])
        started = time.perf_counter()
        response = get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else "none"
        log.info(
            "request",
            method=request.method,
            page=page,
            status=response.status_code,
            milliseconds=round(1000 * (time.perf_counter() - started), 1),
        )
        return response

    return middleware


def only_utf8(get_response):
    """Refuse a form said to be written in letters other than UTF-8. No browser sends one, and some
    of the names that Python knows are no alphabets at all.
    """

    def middleware(request):
        if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            return HttpResponseBadRequest("Send the form in UTF-8.", content_type="text/plain")
        return get_response(request)

    return middleware


def never_stored(get_response):
    """Tell browsers and proxies to keep no copy of a page that the service made."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
