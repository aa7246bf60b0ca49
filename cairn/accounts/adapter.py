"""What we ask of allauth: nobody signs up, no answer is an oracle, and signing in leaves a trace."""

import base64
import hashlib
from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.shortcuts import render

from cairn.accounts import actions, lockout, people, rules, second_step
from cairn.accounts.models import User

NOT_RIGHT = "Your email address or password is not right. Check both and try again."
SAID = {
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
}


CONFIRM_WITH = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NOT_RIGHT,
        "incorrect_password": "That is not your password. Try again.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Failures are counted and locked out in the database, by lockout.py."""

    def authenticate(self, request: Any, **credentials: Any) -> User | None:
        """Who it is, or None: for a wrong password, an unknown address and an ended account."""
        user = authenticate(request, **credentials)
        if user is None:
            actions.record_failure(
                by=people.STRANGER,
                email=credentials.get("email", ""),
                step="password",
                is_locked=getattr(request, "axes_locked_out", False),
            )
        return user  # type: ignore[return-value]

    def respond_user_inactive(self, request: Any, user: User) -> HttpResponse:
        """Somebody with a passkey whose account has ended: a page with nothing behind it."""
        return render(request, "account/not_you.html", status=403)

    def post_login(self, request: Any, user: User, **how: Any) -> HttpResponse:
        response = super().post_login(request, user, **how)
        actions.record_sign_in(by=user, ways=second_step.ways(request))
        return response

    def logout(self, request: Any) -> None:
        actions.record_sign_out(by=request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not second_step.was_lately_shown(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": CONFIRM_WITH[way["id"]]} for way in ways]

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our own words, or none."""
        if said := message or SAID.get(message_template or ""):
            messages.add_message(request, level, said)

    def get_client_ip(self, request: Any) -> str:
        return lockout.address_of(request)

    def get_user_search_fields(self) -> list[str]:
        return []


@cache
def _seal() -> MultiFernet:
    """The keys that second steps' secrets are sealed with: the first seals, every one opens."""
    keys = [*settings.SECOND_STEP_KEYS, settings.SECRET_KEY]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second step" + key.encode()).digest()))
            for key in keys
        ]
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Check it and try again.",
        "cannot_delete_authenticator": rules.reason_not_to_remove(others=0),
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        return rules.reason_not_to_remove(others=left) is None

    def generate_authenticator_name(self, user: User, type: str) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Cairn"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """An organisation vouches for people we know already, by an address it has verified."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Only what the settings say: a row in a table cannot become a way in."""
        from allauth.socialaccount.adapter import _build_apps_from_settings

        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for listed in apps.values() for app in listed]

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(_nobody(request))
        known = sociallogin.user if sociallogin.is_existing else _vouched_for(sociallogin)
        if known is None or not known.is_active:
            actions.record_failure(
                by=people.STRANGER,
                email=known.email if known else "",
                step="organisation",
                is_locked=False,
            )
            raise ImmediateHttpResponse(_nobody(request))
        actions.link_organisation(by=known, account=sociallogin.account)
        sociallogin.user = known


def _vouched_for(sociallogin: Any) -> User | None:
    """The person whose work email address the organisation says it has verified."""
    for address in sociallogin.email_addresses:
        if address.verified is True:  # "false", said as text, is not true
            # Somebody of an agency: Cairn itself has an address too, and belongs to none.
            people = User.objects.filter(agency__isnull=False, ended_at=None)
            return people.filter(email=address.email.lower()).first()
    return None


def _nobody(request: Any) -> HttpResponse:
    return render(request, "socialaccount/not_known.html", status=403)
