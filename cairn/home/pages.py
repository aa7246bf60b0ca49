"""Addresses of pages that another chapter may or may not have."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def address(page: str, *arguments: Any) -> str:
    """A page's address, or "" in a house without that page."""
    try:
        return reverse(page, args=arguments)
    except NoReverseMatch:
        return ""
