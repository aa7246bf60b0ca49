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
        # the door: gate, form, receipt. Drafts and receipts have secrets of their own.
        "submissions:gate",
        "submissions:gate_answer",
        "submissions:step",
        "submissions:step_save",
        "submissions:step_remove",
        "submissions:task_list",
        "submissions:check",
        "submissions:send",
        "submissions:receipt",
        "submissions:attach",
        "submissions:attachment_remove",
        "submissions:follow_up",
        "submissions:follow_up_open",
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
        "socialaccount_login_error",
        "socialaccount_login_cancelled",
        "accounts:accept_invitation",
        "accounts:locked_out",
        # only in the demo, where this address exists at all
        "accounts:demo_people",
        "accounts:demo_become",
        "accounts:demo_mail",
    }
)
