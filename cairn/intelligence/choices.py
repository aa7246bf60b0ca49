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


class Event(TextChoices):
    STRAND_MADE = "intelligence.strand_made", "made a strand"
    STRAND_CHANGED = "intelligence.strand_changed", "changed a strand"
    STRAND_NAMED_CHILD = "intelligence.strand_named_child", "named a child in a strand"
    STRAND_READ = "intelligence.strand_read", "read a strand"
    SOURCE_SEEN = "intelligence.source_seen", "saw where a strand came from"
