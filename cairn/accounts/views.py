"""A person's own account."""

from django.shortcuts import render


def me(request):
    return render(request, "home/front_page.html")


def locked_out(request, credentials=None, *args, **kwargs):
    return render(request, "403.html", {"reason": "Too many attempts."}, status=429)
