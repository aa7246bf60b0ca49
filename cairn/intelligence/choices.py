"""The words of intelligence: the national 3x5x2 grading, and what was done with a strand."""

from django.db.models import TextChoices


class SourceGrade(TextChoices):
    """Source evaluation. Wording of 3 differs between texts (reviewed profile may change labels)."""

    RELIABLE = "1", "1: Reliable"
    UNTESTED = "2", "2: Untested"
    NOT_RELIABLE = "3", "3: Not reliable"


class InformationGrade(TextChoices):
    KNOWN_DIRECTLY = "A", "A: Known directly to the source"
    CORROBORATED = "B", "B: Known indirectly, but corroborated"
    KNOWN_INDIRECTLY = "C", "C: Known indirectly"
    NOT_KNOWN = "D", "D: Not known"
    SUSPECTED_FALSE = "E", "E: Suspected to be false"


class Handling(TextChoices):
    PERMITTED = "P", "P: Lawful sharing permitted"
    CONDITIONS = "C", "C: Sharing permitted with conditions"


class SourceKind(TextChoices):
    SUBMITTER = "submitter", "Somebody who sent a submission"
    OTHER = "other", "Another source"


class RecordKind(TextChoices):
    """What a strand may name, in the order the desk goes through it."""

    CHILD = "child", "Child"
    ADULT = "adult", "Adult of concern"
    PLACE = "place", "Place"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Phone number"
    ONLINE = "online", "Online name"


class Event(TextChoices):
    DESK_OPENED = "intelligence.desk_opened", "opened what was sent in, to make strands of it"
    RECORDS_MATCHED = "intelligence.records_matched", "looked for the records a strand could name"
    STRAND_MADE = "intelligence.strand_made", "made a strand"
    STRAND_CHANGED = "intelligence.strand_changed", "changed a strand"
    STRAND_NAMED_CHILD = "intelligence.strand_named_child", "named a child in a strand"
    STRAND_READ = "intelligence.strand_read", "read a strand"
    LISTED = "intelligence.listed", "looked at a list of strands"
    CHILD_STRANDS_READ = "intelligence.child_strands_read", "read the strands that name a child"
    RECORD_STRANDS_READ = (
        "intelligence.record_strands_read",
        "read the strands that name an adult, a place or a thing",
    )
    EXPORTED = "intelligence.exported", "took away a table of strands"
    LEAD_TOLD = "intelligence.lead_told", "told the lead practitioner of a strand"
    LEAD_NOT_TOLD = (
        "intelligence.lead_not_told",
        "told the desk that the lead practitioner cannot be told of a strand",
    )
    SOURCE_SEEN = "intelligence.source_seen", "saw where a strand came from"
