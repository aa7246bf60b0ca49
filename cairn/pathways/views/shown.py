"""A page of this chapter within the shell of the child's record."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cairn.children.models import Child
from cairn.children.views.shown import record_context


def child_page(
    request: Any, template: str, child: Child, *, is_theirs: bool = True, **context: Any
) -> HttpResponse:
    """`is_theirs`: the record is within their reach, and its other sections open to them."""
    shown = record_context(request, child, section="pathway")
    if not is_theirs:
        shown["sections"] = []
    return render(request, f"pathways/{template}.html", {**shown, **context})
