"""What people tell us of contacts and pathways. Why it is not possible now is for the rules to say."""

from cairn.pathways.forms.acts import (
    AnswerForm,
    CloseForm,
    LevelForm,
    OfferForm,
    PathwayForm,
    ReopenForm,
    ReviewForm,
    WorkerForm,
)
from cairn.pathways.forms.contacts import ContactForm, ScreenForm
from cairn.pathways.forms.lists import (
    AgendaForm,
    ContactsForm,
    DivergenceForm,
    SavedViewForm,
    TrackerForm,
)

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "CloseForm",
    "ContactForm",
    "ContactsForm",
    "DivergenceForm",
    "LevelForm",
    "OfferForm",
    "PathwayForm",
    "ReopenForm",
    "ReviewForm",
    "SavedViewForm",
    "ScreenForm",
    "TrackerForm",
    "WorkerForm",
]
