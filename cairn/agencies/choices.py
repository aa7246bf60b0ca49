"""The words of the partnership."""

from django.db.models import TextChoices


class AgencyKind(TextChoices):
    COUNCIL = "council", "Council children's services"
    POLICE = "police", "Police"
    SCHOOL = "school", "School or college"
    HEALTH = "health", "Health"
    YOUTH = "youth", "Youth service or youth zone"
    CARE_HOME = "care_home", "Children's home or foster care"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary or community organisation"
    OTHER = "other", "Other"


class TeamKind(TextChoices):
    COMPLEX_SAFEGUARDING = "complex_safeguarding", "Complex Safeguarding Team"
    HUB = "hub", "Safeguarding Hub"
    CERAR = "cerar", "CERAR"
    SOCIAL_WORK = "social_work", "Social work team"
    EARLY_HELP = "early_help", "Early Help team"
    CE_UNIT = "ce_unit", "Police child exploitation unit"
    METCO = "metco", "Missing, exploited and trafficked co-ordination"
    OTHER = "other", "Team"


class Event(TextChoices):
    PROFILE_LOADED = "agencies.profile_loaded", "loaded the partnership's profile"
