"""Addresses of sign-in, of a person's own account, and of an agency's people.

Of allauth only what we use is here: there is no sign-up, no e-mail change, no reset by mail.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as organisation
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, include, path, reverse_lazy

from cairn.accounts.guards import with_something_to_confirm_with as confirms
from cairn.accounts.views import demo, invitations, mine, people, signing_in, systems

# Each changes second steps, and its trace is written in the same transaction.
whole = transaction.atomic

OWN = [
    path("account/me", mine.me, name="me"),
    path("account/password", mine.change_password, name="change_password"),
    path("account/notices", mine.notices, name="notices"),
    path("account/notices/all-seen", mine.see_all, name="notices_all_seen"),
    path("account/notices/unseen", mine.notices_unseen, name="notices_unseen"),
    path("account/notices/<str:reference>", mine.notice, name="notice"),
    path(
        "account/confirm/organisation",
        signing_in.confirm_by_organisation,
        name="confirm_by_organisation",
    ),
    path("account/invitation/<str:secret>", invitations.accept, name="accept_invitation"),
    path("account/people", people.people, name="people"),
    path("account/people/download", people.people_download, name="people_download"),
    path("account/people/invite", invitations.invite, name="people_invite"),
    path("account/people/invitations", invitations.invitations_list, name="people_invitations"),
    path(
        "account/people/invitations/<str:reference>/send-again",
        invitations.send_again,
        name="people_send_again",
    ),
    path(
        "account/people/invitations/<str:reference>/withdraw",
        invitations.withdraw,
        name="people_withdraw",
    ),
    path("account/people/systems", systems.systems, name="people_systems"),
    path("account/people/systems/<str:reference>/key", systems.make_key, name="people_make_key"),
    path(
        "account/people/systems/keys/<str:reference>/withdraw",
        systems.withdraw_key,
        name="people_withdraw_key",
    ),
    path("account/people/<str:reference>", people.person, name="people_person"),
    path("account/people/<str:reference>/roles", people.person_roles, name="people_roles"),
    path("account/people/<str:reference>/end", people.person_end, name="people_end"),
    path(
        "account/people/<str:reference>/sign-in-link",
        people.person_invite_again,
        name="people_invite_again",
    ),
]

SIGNING_IN = [
    path("account/sign-in", signing_in.SignIn.as_view(), name="account_login"),
    path("account/sign-out", account.logout, name="account_logout"),
    path("account/sign-in/second-step", whole(second_step.authenticate), name="mfa_authenticate"),
    path("account/sign-in/passkey", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "account/organisation/<str:provider_id>",
        signing_in.organisation_sign_in,
        name="openid_connect_login",
    ),
    path(
        "account/organisation/<str:provider_id>/answer",
        signing_in.organisation_answer,
        name="openid_connect_callback",
    ),
    path(
        "account/organisation-cancelled",
        organisation.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("account/organisation-error", organisation.login_error, name="socialaccount_login_error"),
    path("account/confirm", confirms(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code", confirms(second_step.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey",
        confirms(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/second-step", second_step.index, name="mfa_index"),
    path("account/second-step/app", whole(app.activate_totp), name="mfa_activate_totp"),
    path("account/second-step/app/remove", whole(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-step/passkey", whole(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/second-step/passkey/<int:pk>/rename",
        passkeys.EditWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/second-step/passkey/<int:pk>/remove",
        signing_in.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-step/codes",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/codes/new",
        whole(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("account/sessions", signing_in.sessions, name="usersessions_list"),
]


def demo_addresses(is_demo: bool) -> list[URLPattern]:
    """The demo's pages, which sign anybody in as anybody. Elsewhere they have no address."""
    if not is_demo:
        return []
    return [
        path("demo/people", demo.people, name="demo_people"),
        path("demo/people/<str:reference>", demo.become, name="demo_become"),
        path("demo/mail", demo.mail, name="demo_mail"),
    ]


urlpatterns = [
    path("", include(([*OWN, *demo_addresses(settings.IS_DEMO)], "accounts"))),
    *SIGNING_IN,
]
