"""What people do with accounts: sign in, invite, change, hand over, end, and tell each other."""

from cairn.accounts.actions.administering import change_roles, end_account, export_people
from cairn.accounts.actions.inviting import accept, invite, invite_again, send_again, withdraw
from cairn.accounts.actions.notices import (
    close_notices,
    give_notice,
    open_notice,
    record_invitation_letter,
    record_notice_letter,
    see_all_notices,
    take_notice_letter,
    wake_pages,
)
from cairn.accounts.actions.signing_in import (
    change_password,
    end_other_sessions,
    link_organisation,
    record_failure,
    record_second_factor,
    record_sign_in,
    record_sign_out,
    remove_passkey,
)
from cairn.accounts.actions.systems import add_system, make_key, use_key, withdraw_key

__all__ = [
    "accept",
    "add_system",
    "change_password",
    "change_roles",
    "close_notices",
    "end_account",
    "end_other_sessions",
    "export_people",
    "give_notice",
    "invite",
    "invite_again",
    "link_organisation",
    "make_key",
    "open_notice",
    "record_failure",
    "record_invitation_letter",
    "record_notice_letter",
    "record_second_factor",
    "record_sign_in",
    "record_sign_out",
    "remove_passkey",
    "see_all_notices",
    "send_again",
    "take_notice_letter",
    "use_key",
    "wake_pages",
    "withdraw",
    "withdraw_key",
]
