"""What people tell us to sign in, to be invited, and about their colleagues."""

from collections.abc import Iterable
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from cairn.accounts import lockout, rules
from cairn.accounts.models import User
from cairn.accounts.people import roles_people_can_be_given
from cairn.accounts.roles import Role
from cairn.foundation.forms import Form, required, say

HOW_TO_CHOOSE = (
    "At least 12 characters. Three or four words that do not belong together are easy to remember "
    "and hard to guess."
)
CODE_COUNTS_FOR = 120  # seconds: longer than any code of an app is accepted
A_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "classes": "govuk-input--width-10",
}


def _ask(field: forms.Field, label: str, *, missing: str, hint: str = "", **said: Any) -> None:
    """Put one of allauth's questions in our words."""
    field.label, field.help_text = label, hint
    field.error_messages.update(required(missing))
    say(field, **said)


class SignInForm(Form, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password = self.fields["login"], self.fields["password"]
        missing = "Enter your work email address"
        _ask(
            email, "Work email address", missing=missing,
            autocomplete="username", spellcheck=False, classes="govuk-!-width-two-thirds",
        )  # fmt: skip
        email.error_messages["invalid"] = "Enter an email address, like name@example.org"
        for validator in email.validators:
            if hasattr(validator, "message"):
                validator.message = email.error_messages["invalid"]
        _ask(
            password, "Password", missing="Enter your password",
            autocomplete="current-password", classes="govuk-!-width-two-thirds",
        )  # fmt: skip


class ConfirmPasswordForm(Form, account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(
            self.fields["password"], "Your password", missing="Enter your password",
            autocomplete="current-password", classes="govuk-!-width-two-thirds",
        )  # fmt: skip


class _CodeForm(Form):
    """A code counts once, and a person who is locked out is not even asked."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(
            self.fields["code"], "Code", missing="Enter the code",
            hint="6 digits from your authenticator app, or one of your recovery codes", **A_CODE,
        )  # fmt: skip

    def clean_code(self) -> str:
        from allauth.core import context

        if lockout.is_locked(context.request, self.user):
            raise get_adapter().validation_error("incorrect_code")
        code = super().clean_code()  # type: ignore[misc]  # allauth's form beside this one
        # However it was typed: 123-456 opens what 123456 does, so it is the same code.
        same = "".join(c for c in code if c.isalnum()).lower()
        sealed = salted_hmac("cairn.accounts.code", f"{self.user.pk}:{same}").hexdigest()
        if not cache.add(f"accounts.code.{sealed}", "used", timeout=CODE_COUNTS_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_CodeForm, codes.AuthenticateForm):
    pass


class ConfirmCodeForm(_CodeForm, codes.ReauthenticateForm):
    pass


class AddAppForm(Form, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(
            self.fields["code"], "Code from the app", missing="Enter the code that the app shows",
            hint="6 digits", **A_CODE,
        )  # fmt: skip


class RemoveAppForm(Form, DeactivateTOTPForm):
    pass


class NewCodesForm(Form, GenerateRecoveryCodesForm):
    pass


class AddPasskeyForm(Form, passkeys.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(
            self.fields["name"], "A name for this passkey", missing="Enter a name",
            hint="For example, work phone. You see it when you choose which one to remove.",
            classes="govuk-!-width-two-thirds", autocomplete="off",
        )  # fmt: skip
        passwordless = self.fields["passwordless"]
        passwordless.label = "Let this passkey sign me in by itself, without my password"
        passwordless.help_text = ""
        self.fields["credential"].error_messages.update(
            required("Your browser did not make a passkey. Try again, or use an app.")
        )


class RenamePasskeyForm(Form, passkeys.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(
            self.fields["name"], "Name", missing="Enter a name",
            classes="govuk-!-width-two-thirds", autocomplete="off",
        )  # fmt: skip


class _NewPassword(Form):
    person: User  # whom the password must not resemble

    password = say(
        forms.CharField(
            label="New password",
            help_text=HOW_TO_CHOOSE,
            strip=False,
            max_length=200,
            widget=forms.PasswordInput,
            error_messages=required("Enter a new password"),
        ),
        autocomplete="new-password",
        classes="govuk-!-width-two-thirds",
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ChangePasswordForm(_NewPassword):
    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person


class AcceptForm(_NewPassword):
    """How an invited person starts."""

    field_order = ("name", "password")
    name = say(
        forms.CharField(
            label="Your name",
            help_text="As your colleagues know you",
            max_length=150,
            error_messages=required("Enter your name"),
        ),
        autocomplete="name",
        classes="govuk-!-width-two-thirds",
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = User(email=email, name=self.data.get("name", ""))


def _offer(form: Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _role_choices(roles: Iterable[str]) -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in Role if role in set(roles)]


def _team_choices(agency: Any) -> list[tuple[str, str]]:
    return [("", "No team"), *((team.code, team.name) for team in agency.teams.all())]


class RolesForm(Form):
    """Which roles and which team, from what the agency may give."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        help_text="What their job includes. Choose all that apply.",
        widget=forms.CheckboxSelectMultiple,
        error_messages=required("Choose at least one role"),
    )
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, *args: Any, agency: Any, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = _team_choices(agency)
        _offer(self, "roles", _role_choices({*rules.roles_of(agency.kind), *held}))
        _offer(self, "team", teams)
        if len(teams) == 1:
            del self.fields["team"]


class InviteForm(RolesForm):
    field_order = ("name", "email", "job_title", "roles", "team")
    name = say(
        forms.CharField(label="Name", max_length=150, error_messages=required("Enter their name")),
        autocomplete="off",
        classes="govuk-!-width-two-thirds",
    )
    email = say(
        forms.EmailField(
            label="Work email address",
            help_text="The link goes there. Use an address that only this person reads.",
            error_messages={
                **required("Enter their work email address"),
                "invalid": "Enter an email address, like name@example.org",
            },
        ),
        autocomplete="off",
        spellcheck=False,
        classes="govuk-!-width-two-thirds",
    )
    job_title = say(
        forms.CharField(label="Job title (optional)", max_length=150, required=False),
        autocomplete="off",
        classes="govuk-!-width-two-thirds",
    )


class EndForm(Form):
    """Hand-over first: who takes the open work on."""

    NOBODY = "nobody"
    successor = forms.ChoiceField(
        label="Who takes over their open work?",
        help_text="Children they are involved with go to this person, but for restricted records "
        "that others are named in. Submissions they hold go back to the queue.",
        error_messages=required("Choose who takes over their open work"),
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.reference, _known_as(one)) for one in colleagues]
        nobody = (self.NOBODY, "Nobody: they have no open work")
        _offer(self, "successor", [("", "Choose a colleague"), *listed, nobody])


class PeopleFilterForm(Form):
    name = say(
        forms.CharField(label="Name contains", required=False, max_length=150),
        autocomplete="off",
    )
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "Any role"), *((r.value, r.label) for r in roles_people_can_be_given())],
    )
    ended = forms.BooleanField(label="Accounts that have ended", required=False)


def _known_as(person: User) -> str:
    return f"{person.name}, {person.job_title}" if person.job_title else person.name
