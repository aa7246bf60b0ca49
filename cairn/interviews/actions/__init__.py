"""What people do in return home interviews, and what follows by itself."""

from cairn.interviews.actions.arranging import (
    allocate,
    answer,
    attempt,
    carers_say,
    hold_it,
    offer,
    plan,
    take,
)
from cairn.interviews.actions.joining import give_its_own, join
from cairn.interviews.actions.opening import count_again, open_for, take_back, warn
from cairn.interviews.actions.passing import pass_to_desk, put_into_plan
from cairn.interviews.actions.reading import (
    export_interviews,
    list_interviews,
    list_of_child,
    open_to_write,
    read_interview,
    share,
    take_along,
)
from cairn.interviews.actions.writing import give_back, hand_in, save_part, sign_off

__all__ = [
    "allocate",
    "answer",
    "attempt",
    "carers_say",
    "count_again",
    "export_interviews",
    "give_back",
    "give_its_own",
    "hand_in",
    "hold_it",
    "join",
    "list_interviews",
    "list_of_child",
    "offer",
    "open_for",
    "open_to_write",
    "pass_to_desk",
    "plan",
    "put_into_plan",
    "read_interview",
    "save_part",
    "share",
    "sign_off",
    "take",
    "take_along",
    "take_back",
    "warn",
]
