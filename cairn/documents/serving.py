"""A file on its way out: as a download, in a sandbox, never as a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cairn.documents.actions import OpenedDocument


def as_response(opened: OpenedDocument) -> HttpResponse:
    """Always saved, never shown in place; the browser may not guess another kind or run anything."""
    response = HttpResponse(opened.content, content_type=opened.kind)
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=opened.name)
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
