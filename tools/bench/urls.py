"""The product's addresses, and a bare view that makes one query."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cairn.config.urls import handler403, handler404, handler500
from cairn.config.urls import urlpatterns as products

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

ONE_ROW = "SELECT reference FROM submissions_submission WHERE id = %s"


def bare(request: HttpRequest, number: int) -> HttpResponse:
    """One row by its key, and nothing around it."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_ROW, [number])
        row = cursor.fetchone()
    return HttpResponse(row[0] if row else "none", content_type="text/plain")


urlpatterns = [*products, path("bench/bare/<int:number>", bare, name="bench_bare")]
