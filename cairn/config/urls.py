"""Every address, chapter by chapter."""

from django.urls import include, path

from cairn.foundation.views import date_in_words
from cairn.missing.views.api import notifications

handler403 = "cairn.foundation.views.refused"
handler404 = "cairn.foundation.views.not_found"
handler500 = "cairn.foundation.views.broken"

urlpatterns = [
    path("api/missing/notifications", notifications, name="missing_notifications"),
    path("date-in-words", date_in_words, name="date_in_words"),
    path("", include("cairn.home.urls")),
    path("", include("cairn.accounts.urls")),
    path("drafts/", include("cairn.drafts.urls")),
    path("desk/", include("cairn.triage.urls")),
    path("children/", include("cairn.children.urls")),
    path("strands/", include("cairn.intelligence.urls")),
    path("meetings/", include("cairn.meetings.urls")),
    path("plans/", include("cairn.plans.urls")),
    path("missing/", include("cairn.missing.urls")),
    path("interviews/", include("cairn.interviews.urls")),
    path("who-can-go/", include("cairn.planner.urls")),
    path("returns/", include("cairn.returns.urls")),
    path("assessments/", include("cairn.assessments.urls")),
    path("pathways/", include("cairn.pathways.urls")),
    path("line-of-time/", include("cairn.chronology.urls")),
    path("networks/", include("cairn.networks.urls")),
    path("", include("cairn.submissions.urls")),
]
