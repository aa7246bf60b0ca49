"""Everything is closed until a page is in the short list of public ones."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login

from cairn.accounts.people import actor
from cairn.accounts.public import PUBLIC_PAGES


class ClosedDoor:
    """Sends signed-out people to sign in, and people without a second factor to set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_demo = settings.IS_DEMO
        request.actor = actor(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in PUBLIC_PAGES or request.user.is_authenticated:
            return None
        return redirect_to_login(request.get_full_path())
