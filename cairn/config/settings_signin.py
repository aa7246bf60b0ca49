"""Settings of sign-in: password, second factor, single sign-on, lock-out. Part of settings.py."""

import os
from datetime import timedelta

ACCOUNT_ADAPTER = "cairn.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "cairn.accounts.adapter.SingleSignOnAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # nobody signs up: people are invited
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address, which verifies it
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=5).total_seconds())
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # axes locks out, in the database, for all processes

MFA_ADAPTER = "cairn.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cairn"
USERSESSIONS_TRACK_ACTIVITY = False

AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "cairn.accounts.views.locked_out"
AXES_VERBOSE = False

SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict = {"openid_connect": {"APPS": []}}
if issuer := os.environ.get("CAIRN_OIDC_ISSUER", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "sso",
            "name": os.environ.get("CAIRN_OIDC_NAME", "your organisation's account"),
            "client_id": os.environ.get("CAIRN_OIDC_CLIENT_ID", ""),
            "secret": os.environ.get("CAIRN_OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    )
