"""The short list of pages that may be seen without signing in. Everything else is closed."""

PUBLIC_PAGES = frozenset(
    {
        # the front page and what everybody may read
        "home:front_page",
        "home:looking_after_yourself",
        "home:who_to_call",
        "home:privacy",
        "home:accessibility",
        "home:healthz",
        "home:metrics",  # refuses whoever has neither the collector's token nor the permission
        # the door: gate, form, receipt. Drafts and receipts have secrets of their own.
        "submissions:gate",
        "submissions:gate_answer",
        "submissions:elsewhere",
        "submissions:step",
        "submissions:step_save",
        "submissions:step_choose",
        "submissions:step_remove",
        "submissions:task_list",
        "submissions:throw_away",
        "submissions:check",
        "submissions:send",
        "submissions:receipt",
        "submissions:attach",
        "submissions:attachment_remove",
        "submissions:follow_up",
        "submissions:follow_up_open",
        "submissions:followed",
        "submissions:follow_up_answer",
        "submissions:follow_up_add",
        "submissions:follow_up_leave",
        # signing in
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "accounts:accept_invitation",
        "missing_notifications",  # for other systems: asks for a key
        # only in the demo, where these addresses exist at all
        "accounts:demo_people",
        "accounts:demo_become",
        "accounts:demo_mail",
    }
)

# Open to somebody who has shown a password and no second step yet: the way to set one up.
SETTING_UP_PAGES = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
    }
)
