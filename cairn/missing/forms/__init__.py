"""What people tell us of a missing child: a report, what becomes known, and where a report belongs."""

from cairn.missing.forms.episodes import DiscussedForm, GradeForm, SayForm, WhyForm
from cairn.missing.forms.importing import ImportForm
from cairn.missing.forms.lists import ListForm
from cairn.missing.forms.reports import (
    NEITHER,
    MatchForm,
    PlaceForm,
    ReportForm,
    SomebodyForm,
    TakeOnForm,
    VersionForm,
)

__all__ = [
    "NEITHER",
    "DiscussedForm",
    "GradeForm",
    "ImportForm",
    "ListForm",
    "MatchForm",
    "PlaceForm",
    "ReportForm",
    "SayForm",
    "SomebodyForm",
    "TakeOnForm",
    "VersionForm",
    "WhyForm",
]
