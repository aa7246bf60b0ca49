"""People with a password and an app, as they sign in; and the standard that invitations need."""

import time
from datetime import date

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client

from cairn.accounts.passwords import Argon2id
from cairn.agencies.models import LocalStandard

PASSWORD = "granite lantern otter 7"


class Visitor(Client):
    """Somebody at a browser, signing in step by step."""

    def sign_in(self, email, password=PASSWORD, **how):
        return self.post("/account/sign-in", {"login": email, "password": password}, **how)

    def second_step(self, code):
        return self.post("/account/sign-in/second-step", {"code": code})


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def give_password(db):
    def give(person, password=PASSWORD):
        person.set_password(password)
        person.save()
        return person

    return give


@pytest.fixture
def give_app(rf):
    """Sets an authenticator app up for a person. Returns what shows its codes."""

    def give(person):
        secret = generate_totp_secret()
        TOTP.activate(person, secret)
        RecoveryCodes.activate(person)
        return lambda steps=0: code_of(secret, steps)

    return give


def code_of(secret, steps=0):
    """The code an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def tess_signs_in(tess, give_password, give_app, visitor):
    """Tess's browser, signed in with both steps."""
    give_password(tess)
    app = give_app(tess)
    visitor.sign_in(tess.email)
    assert visitor.second_step(app()).status_code == 302
    visitor.app = app
    return visitor


@pytest.fixture
def a_week(db):
    """The local standard: invitations hold for seven days."""
    return LocalStandard.objects.create(
        key="invitation-days", value=7, from_on=date(2020, 1, 1), source="Agreed locally"
    )


@pytest.fixture
def events(db):
    """The trail as (event, details), oldest first."""
    from cairn.audit.models import AuditEvent

    def listed(*names):
        rows = AuditEvent.objects.order_by("pk")
        return [(row.event, row.details) for row in rows if not names or row.event in names]

    return listed


assert settings.AXES_FAILURE_LIMIT == 5  # the tests of the lock-out count on their fingers


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Tests sign in a hundred times; what makes guessing slow would only make them slow."""
    monkeypatch.setattr(Argon2id, "time_cost", 1)
    monkeypatch.setattr(Argon2id, "memory_cost", 64)
