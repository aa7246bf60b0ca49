"""What people tell us of a child: who they are, who is involved, and why a record is needed now."""

from cairn.children.forms.child import AddForm, ChangeForm, ListForm
from cairn.children.forms.involvement import (
    AgencyForm,
    EmergencyForm,
    EndForm,
    InvolveForm,
    LeadForm,
    RestrictForm,
)

__all__ = [
    "AddForm",
    "AgencyForm",
    "ChangeForm",
    "EmergencyForm",
    "EndForm",
    "InvolveForm",
    "LeadForm",
    "ListForm",
    "RestrictForm",
]
