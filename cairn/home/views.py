"""The front page, the start page, and what everybody may read."""

from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render


def front_page(request):
    return render(request, "home/front_page.html")


def start(request):
    return render(request, "home/front_page.html")


def looking_after_yourself(request):
    return render(request, "home/looking_after_yourself.html")


def who_to_call(request):
    return render(request, "home/who_to_call.html")


def privacy(request):
    return render(request, "home/privacy.html")


def accessibility(request):
    return render(request, "home/accessibility.html")


def healthz(request):
    """Says only whether this process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
