"""What people tell us of interviews: what happened, what the form holds, and what goes on by a tick."""

from cairn.interviews.forms.acts import (
    AllocateForm,
    AnswerForm,
    AttemptForm,
    CarersForm,
    DoneForm,
    HandInForm,
    HeldForm,
    JoinForm,
    ListForm,
    OfferForm,
    PlanForm,
    ShareForm,
    WordsForm,
)
from cairn.interviews.forms.passing import DeskForm, RisksForm
from cairn.interviews.forms.writing import WriteForm

__all__ = [
    "AllocateForm",
    "AnswerForm",
    "AttemptForm",
    "CarersForm",
    "DeskForm",
    "DoneForm",
    "HandInForm",
    "HeldForm",
    "JoinForm",
    "ListForm",
    "OfferForm",
    "PlanForm",
    "RisksForm",
    "ShareForm",
    "WordsForm",
    "WriteForm",
]
