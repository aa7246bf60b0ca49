"""Settings of sign-in: password, second step, single sign-on, lock-out. Part of settings.py."""

import os
from datetime import timedelta
from pathlib import Path

from cairn.config import environment
from cairn.config.environment import Stage

_STAGE = environment.read_stage()

# --- Password ---------------------------------------------------------------------------------
ACCOUNT_ADAPTER = "cairn.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; this says what signing in takes
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address, which verifies it
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=10).total_seconds())
ACCOUNT_FORMS = {
    "login": "cairn.accounts.forms.SignInForm",
    "reauthenticate": "cairn.accounts.forms.ConfirmPasswordForm",
}
# How many proxies stand in front: their last additions to X-Forwarded-For are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("CAIRN_PROXIES", default=0)

# --- Second step ------------------------------------------------------------------------------
MFA_ADAPTER = "cairn.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cairn"
MFA_TOTP_TOLERANCE = 1  # a code typed just as the next one came still counts
MFA_FORMS = {
    "authenticate": "cairn.accounts.forms.SecondStepForm",
    "reauthenticate": "cairn.accounts.forms.ConfirmCodeForm",
    "activate_totp": "cairn.accounts.forms.AddAppForm",
    "deactivate_totp": "cairn.accounts.forms.RemoveAppForm",
    "add_webauthn": "cairn.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "cairn.accounts.forms.RenamePasskeyForm",
    "generate_recovery_codes": "cairn.accounts.forms.NewCodesForm",
}
# What the secrets of second steps are sealed with: the first key seals, every one opens.
SECOND_STEP_KEYS = environment.words("CAIRN_SECOND_STEP_KEYS")
USERSESSIONS_TRACK_ACTIVITY = False

# --- Lock-out: in the database, so that every process knows -------------------------------------
AXES_USERNAME_CALLABLE = "cairn.accounts.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "cairn.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "cairn.accounts.views.signing_in.locked_out"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names holds
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit trail keeps this, without addresses
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Single sign-on ---------------------------------------------------------------------------
SOCIALACCOUNT_ADAPTER = "cairn.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter matches, and wipes nobody's password
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS: dict = {"openid_connect": {"APPS": []}}
if issuer := os.environ.get("CAIRN_OIDC_ISSUER", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "organisation",
            "name": os.environ.get("CAIRN_OIDC_NAME", "your organisation’s account"),
            "client_id": environment.required(
                "CAIRN_OIDC_CLIENT_ID", why="the name your sign-on provider knows Cairn by."
            ),
            "secret": os.environ.get("CAIRN_OIDC_CLIENT_SECRET", ""),
            "settings": {
                "server_url": issuer,
                "oauth_pkce_enabled": True,
                "fetch_userinfo": False,  # the signed token says who it is
                # Domains whose addresses the provider checks but does not call verified.
                "verified_email": environment.words("CAIRN_OIDC_TRUSTED_DOMAINS"),
            },
        }
    )

# --- The demo's mail goes to a folder, and a page shows it ----------------------------------------
if _STAGE is Stage.DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = (
        Path(os.environ.get("CAIRN_VAR_DIR", Path(__file__).resolve().parents[2] / "var"))
        / "demo-mail"
    )
