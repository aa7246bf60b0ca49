"""What people tell us of a child: who they are, who is involved, and why a record is needed now."""

from cairn.children.forms.child import (
    AddForm,
    AddressForm,
    ChangeForm,
    ListForm,
    NamesField,
)
from cairn.children.forms.involvement import (
    AgencyForm,
    EmergencyForm,
    EndForm,
    InvolveForm,
    LeadForm,
    RestrictForm,
    ReviewForm,
)

__all__ = [
    "AddForm",
    "AddressForm",
    "AgencyForm",
    "ChangeForm",
    "EmergencyForm",
    "EndForm",
    "InvolveForm",
    "LeadForm",
    "ListForm",
    "NamesField",
    "RestrictForm",
    "ReviewForm",
]
