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
    """What people did. NEWS says which of these are new to somebody who works with the child."""

    LISTED = "children.listed", "looked at a list of children"
    SEARCHED = "children.searched", "searched children's records"
    EXPORTED = "children.exported", "took away a table of children"
    VIEWED = "children.viewed", "opened a child's record"
    ADDRESS_SEEN = "children.address_seen", "saw where a child lives"
    ADDED = "children.added", "added a child's record"
    CHANGED = "children.changed", "changed a child's record"
    INVOLVED = "children.involved", "recorded who is involved with a child"
    INVOLVEMENT_ENDED = "children.involvement_ended", "ended an involvement with a child"
    LEAD_CHANGED = "children.lead_changed", "changed a child's lead practitioner"
    RESTRICTED = "children.restricted", "restricted a child's record"
    RESTRICTION_LIFTED = "children.restriction_lifted", "lifted the restriction on a child's record"
    OPENED_IN_EMERGENCY = "children.opened_in_emergency", "opened a child's record in an emergency"
    EMERGENCY_REFUSED = (
        "children.emergency_refused",
        "asked to open a restricted record in an emergency",
    )
    EMERGENCY_MISSED = (
        "children.emergency_missed",
        "asked for emergency access without need or effect",
    )
    EMERGENCY_REVIEWED = "children.emergency_reviewed", "reviewed a request for emergency access"
    EMERGENCIES_EXPORTED = (
        "children.emergencies_exported",
        "took away a table of requests for emergency access",
    )
    EMERGENCIES_REVIEWED = "children.emergencies_reviewed", "looked at emergency accesses"


NEWS = {
    Event.CHANGED: "Details changed",
    Event.INVOLVED: "Somebody is newly involved",
    Event.INVOLVEMENT_ENDED: "An involvement ended",
    Event.LEAD_CHANGED: "New lead practitioner",
    Event.RESTRICTED: "The record was restricted",
    Event.RESTRICTION_LIFTED: "The restriction was lifted",
    Event.OPENED_IN_EMERGENCY: "Opened in an emergency",
    Event.EMERGENCY_REFUSED: "Asked for in an emergency, and not opened",
}
