"""Ada, who administers her school's accounts, asks Noor in. Noor follows the link in her mail,
chooses a password, sets a passkey up on her phone, and comes back with it. Later she adds an app,
and Ada, when Noor leaves, hands her work over.
"""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cairn.accounts.models import User

WORDS = "granite lantern otter 7"


@pytest.fixture
def phone_with_passkeys(visit):
    """A phone that keeps passkeys and recognises its owner's finger."""

    def arrive(address):
        visitor = visit(address, phone=True)
        devtools = visitor.context.new_cdp_session(visitor.page)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        return visitor

    return arrive


@pytest.fixture
def mail(visit):
    """Wait for a letter on the demo's page of sent mail, and give the path of its link."""

    def link(address, *, to):
        reader = visit(address)
        for _ in range(100):
            reader.go("/demo/mail")
            found = re.findall(
                rf"To {re.escape(to)}.*?(/account/[\w/]+)",
                reader.page.inner_text("main"),
                re.DOTALL,
            )
            if found:
                reader.picture("demo-mail")
                return found[0]
            time.sleep(0.2)
        raise AssertionError("no letter came within 20 seconds")

    return link


def touch(visitor, words, *, lands_on):
    """Press what asks the device, which answers in its own time."""
    visitor.page.get_by_role("button", name=words).first.click()
    visitor.page.wait_for_url(f"**{lands_on}")
    return visitor.look()


def test_new_colleague(site, visit, mail, phone_with_passkeys, ada):
    address = site()
    admin = visit(address, as_user=ada)
    admin.go("/account/people").picture("people").press("Invite a colleague")
    admin.press("Send the invitation").reads("Enter their name").picture("invite-with-errors")
    admin.type("Name", "Noor Ali").type("Work email address", "noor@hill-school.example")
    admin.type("Job title", "Teacher").choose("Partner professional")
    admin.picture("invite").press("Send the invitation").reads("on its way")
    admin.picture("invitations")

    noor = phone_with_passkeys(address)
    noor.go(mail(address, to="noor@hill-school.example")).reads("Hill School").picture("accept")
    noor.type("New password", WORDS).press("Continue").reads("Set up a second step")
    noor.picture("second-step-wanted").press("Set up a passkey")
    noor.type("A name for this passkey", "My phone").choose("Let this passkey sign me in by itself")
    noor.picture("passkey-add")
    touch(noor, "Set up the passkey", lands_on="/account/second-step/codes")
    noor.picture("recovery-codes").press("I have kept them")

    noor.press("Sign out").go("/account/sign-in").picture("sign-in")
    touch(noor, "Sign in with a passkey", lands_on="/start")
    noor.go("/account/me").reads("noor@hill-school.example").picture("me")

    noor.go("/account/second-step/app").picture("app-add")
    key = noor.page.locator(".cairn-code").inner_text().replace(" ", "")
    code = format_hotp_value(hotp_value(key, int(time.time()) // 30))
    noor.type("Code from the app", code).press("Set up the app").reads("Authenticator app")
    noor.picture("second-steps")

    noor.press("Sign out").go("/account/sign-in")
    noor.type("Work email address", "noor@hill-school.example").type("Password", WORDS)
    noor.page.get_by_role("button", name="Sign in", exact=True).click()
    noor.reads("Your second step").look().picture("second-step")
    touch(noor, "Use your passkey", lands_on="/start")
    noor.go("/account/sessions").reads("This one").picture("sessions")

    person = User.objects.get(email="noor@hill-school.example")
    admin.go(f"/account/people/{person.reference}").picture("person").follow("Change")
    admin.choose("Child exploitation champion").picture("roles").press("Save roles")
    admin.reads("Child exploitation champion").press("End this account").picture("end")
    admin.page.get_by_label("Who takes over").select_option(label="Ada")
    admin.press("End the account").reads("This account has ended")
    noor.page.goto(address + "/account/me")
    noor.reads("Sign in").look()


def test_somebody_for_the_demo(site, visit, ada):
    ada.email = "ada@hill-school.example"
    ada.save()
    address = site()
    visitor = visit(address)
    visitor.go("/demo/people").picture("demo-people").press("Be Ada")
    visitor.go("/account/people").reads("Ada")
    visitor.go("/account/notices").reads("Nothing waits for you").picture("notices")
    visitor.follow("Be somebody else").reads("Be one of these people")


def test_sign_in_without_scripts_and_wrongly(site, visit, ada):
    address = site()
    visitor = visit(address, phone=True, scripts=False)
    visitor.go("/account/sign-in")
    visitor.type("Work email address", ada.email).type("Password", "not my password 1")
    visitor.press("Sign in").reads("is not right").picture("sign-in-wrong")
    visitor.does_not_read("passkey")
