"""What people tell us: the gate, the pages of the form, and what is said when following up."""

from cairn.submissions.forms.files import FileForm
from cairn.submissions.forms.follow_up import FollowUpForm, MoreForm
from cairn.submissions.forms.gate import CallForm, GateForm
from cairn.submissions.forms.pages import Options, PageForm, short
from cairn.submissions.forms.people import AdultForm, ChildForm
from cairn.submissions.forms.story import SharingForm, StoryForm, YouForm
from cairn.submissions.forms.things import OnlineForm, PhoneForm, PlaceForm, VehicleForm

__all__ = [
    "AdultForm",
    "CallForm",
    "ChildForm",
    "FileForm",
    "FollowUpForm",
    "GateForm",
    "MoreForm",
    "OnlineForm",
    "Options",
    "PageForm",
    "PhoneForm",
    "PlaceForm",
    "SharingForm",
    "StoryForm",
    "VehicleForm",
    "YouForm",
    "short",
]
