"""What people tell us about meetings: shape and wording."""

from cairn.meetings.forms.holding import (
    AttendanceForm,
    ChangeDecisionForm,
    DecideForm,
    DissentForm,
    EndForm,
    FinishForm,
    GiveTaskForm,
    ShareForm,
    ViewForm,
)
from cairn.meetings.forms.lists import (
    NarrowForm,
    NarrowTasksForm,
)
from cairn.meetings.forms.planning import (
    AboutForm,
    AnswerForm,
    ArrangeForm,
    CancelForm,
    ChairForm,
    InviteForm,
    ItemForm,
    MoveForm,
    RenameItemForm,
    UsualForm,
)

__all__ = [
    "AboutForm",
    "AnswerForm",
    "ArrangeForm",
    "AttendanceForm",
    "CancelForm",
    "ChairForm",
    "ChangeDecisionForm",
    "DecideForm",
    "DissentForm",
    "EndForm",
    "FinishForm",
    "GiveTaskForm",
    "InviteForm",
    "ItemForm",
    "MoveForm",
    "NarrowForm",
    "NarrowTasksForm",
    "RenameItemForm",
    "ShareForm",
    "UsualForm",
    "ViewForm",
]
