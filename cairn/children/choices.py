"""The words of a child's record."""

from django.db.models import TextChoices


class InvolvementKind(TextChoices):
    LEAD_PRACTITIONER = "lead_practitioner", "Lead practitioner"
    SOCIAL_WORKER = "social_worker", "Social worker"
    EARLY_HELP = "early_help", "Early Help"
    INTERVENTION_WORKER = "intervention_worker", "Intervention worker"
    POLICE = "police", "Police"
    SCHOOL = "school", "School or college"
    HEALTH = "health", "Health"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    YOUTH_SERVICE = "youth_service", "Youth service"
    HOME_PROVIDER = "home_provider", "Children's home or foster carer"
    OTHER = "other", "Other"


class Event(TextChoices):
    ADDED = "children.added", "added a child's record"
    CHANGED = "children.changed", "changed a child's record"
    VIEWED = "children.viewed", "opened a child's record"
    SEARCHED = "children.searched", "searched children's records"
    INVOLVED = "children.involved", "recorded who is involved with a child"
    INVOLVEMENT_ENDED = "children.involvement_ended", "ended an involvement with a child"
    RESTRICTED = "children.restricted", "restricted a child's record"
    RESTRICTION_LIFTED = "children.restriction_lifted", "lifted a restriction"
    OPENED_IN_EMERGENCY = "children.opened_in_emergency", "opened a record in an emergency"
