"""The words of assessments: kinds of tools, what can be answered, and levels in their order."""

from django.db.models import TextChoices


class ToolKind(TextChoices):
    CHECKLIST = "checklist", "Checklist"
    RISK_ASSESSMENT = "risk_assessment", "Risk assessment"


class IndicatorKind(TextChoices):
    VULNERABILITY = "vulnerability", "Vulnerability"
    MODERATE = "moderate", "Moderate indicator"
    SIGNIFICANT = "significant", "Significant indicator"
    STRENGTH = "strength", "Strength"


class When(TextChoices):
    """An answer to an indicator: one or more times, or else No, or else Not known."""

    NOW = "now", "Now or in the last 6 months"
    EARLIER = "earlier", "6 to 12 months ago"
    BEFORE = "before", "Longer than 12 months ago"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


TIMES = (When.NOW, When.EARLIER, When.BEFORE)


class Together(TextChoices):
    """What an indicator counts that was there at several of the times."""

    MOST = "most", "The most that any of the times counts"
    SUM = "sum", "What each of the times counts, together"


class Level(TextChoices):
    """What a score prompts, from the lowest. Which level a child has is decided by people."""

    NONE = "none", "No level"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class OverrideWhen(TextChoices):
    UNDER_AGE = "under_age", "The child is younger than an age, and there are indicators"
    LEARNING_DISABILITY = (
        "learning_disability",
        "The child has a learning disability, and there are indicators",
    )
    CRITICAL_INDICATOR = "critical_indicator", "A critical indicator is there now"


class Known(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Change(TextChoices):
    """What became of an indicator since the last assessment."""

    APPEARED = "appeared", "Appeared"
    NOW_PRESENT = "now_present", "Not known before, now present"
    GONE = "gone", "Gone"
    NOW_KNOWN = "now_known", "Now known"
    NOT_KNOWN_ANY_MORE = "not_known_any_more", "Not known any more"
    OTHER_TIME = "other_time", "At another time"
    UNCHANGED = "unchanged", "Unchanged"
    NOT_ASKED_BEFORE = "not_asked_before", "Not asked before"
    NO_LONGER_ASKED = "no_longer_asked", "No longer asked"


class Event(TextChoices):
    TOOLS_LOADED = "assessments.tools_loaded", "loaded the partnership's assessment tools"
    LISTED = "assessments.listed", "looked at the list of a child's assessments"
    VIEWED = "assessments.viewed", "opened an assessment"
    STARTED = "assessments.started", "started an assessment"
    SAVED = "assessments.saved", "wrote in an assessment"
    FINISHED = "assessments.finished", "finished an assessment"
    DISCARDED = "assessments.discarded", "discarded an unfinished assessment"
    COMPARED = "assessments.compared", "compared two assessments"
    EXPORTED = "assessments.exported", "took away a table of assessments"
