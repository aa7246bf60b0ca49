"""The words of missing episodes."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """DfE's two kinds. Source: SSDA903 guide, module Missing: M and A."""

    MISSING = "missing", "Missing"
    AWAY = "away", "Away without authorisation"


class Grade(TextChoices):
    """The police's risk grade. Source: College of Policing, Missing persons: "absent" is retired."""

    HIGH = "high", "High risk"
    MEDIUM = "medium", "Medium risk"
    LOW = "low", "Low risk"
    NO_APPARENT = "no_apparent", "No apparent risk"
    NOT_GRADED = "", "Not graded yet"


class Source(TextChoices):
    POLICE_PUSH = "police_push", "Police notification"
    POLICE_FILE = "police_file", "Police notification, from a file"
    SPREADSHEET = "spreadsheet", "Spreadsheet"
    CARER = "carer", "Partner or carer"
    PAGE = "page", "Recorded by a colleague"


class What(TextChoices):
    """What is known of an episode: each time it is said it is kept, and the latest counts."""

    LAST_SEEN = "last_seen", "Last seen"
    REPORTED = "reported", "Reported"
    FOUND = "found", "Found"
    RETURNED = "returned", "Returned"
    NOT_BACK = "not_back", "Not back after all"


class Ended(TextChoices):
    RETURNED = "returned", "The child returned"
    TURNED_18 = "turned_18", "The young person turned 18 before they were known to have returned"
    NOT_MISSING = "not_missing", "The child had not been missing"


class Discussed(TextChoices):
    """What became of a strategy discussion that a pattern asked for."""

    HELD = "held", "It was held"
    NOT_NEEDED = "not_needed", "It is not needed"


class Belongs(TextChoices):
    """Where a report belongs, as far as its times say."""

    JOINS = "joins", "Joins an episode that is known"
    BEGINS = "begins", "Begins an episode"
    ASKS = "asks", "Somebody has to say"


class Event(TextChoices):
    """What people did. Each reads as the end of "Priya ..."."""

    REPORTED = "missing.reported", "reported a child missing"
    UNMATCHED = "missing.unmatched", "said that a report is about another child"
    MATCHED = "missing.matched", "said which child a report is about"
    OPENED = "missing.opened", "began a missing episode"
    JOINED = "missing.joined", "joined a report to a missing episode"
    SET_ASIDE = "missing.set_aside", "set a report aside"
    TAKEN_UP = "missing.taken_up", "took up again a report that was set aside"
    CALLED = "missing.called", "was asked to look at a report of a missing child"
    SHOWN = "missing.shown", "was shown a report of a missing child"
    ACKNOWLEDGED = "missing.acknowledged", "took on a report of a missing child"
    DOES = "missing.does", "said what they do about a report of a missing child"
    SAID = "missing.said", "recorded when a missing child was seen, reported, found or back"
    GRADED = "missing.graded", "recorded the police's grade of a missing episode"
    RETURNED = "missing.returned", "recorded that a missing child is back"
    RETURN_CHANGED = "missing.return_changed", "put right when a missing child came back"
    ENDED = "missing.ended", "ended a missing episode without a return"
    REOPENED = "missing.reopened", "recorded that a missing child is not back after all"
    OFTEN = "missing.often", "reached the number of missing episodes that asks for a discussion"
    DISCUSSED = "missing.discussed", "answered whether a strategy discussion is needed"
    READ = "missing.read", "opened a missing episode"
    LISTED = "missing.listed", "looked at who is missing"
    FILE_TAKEN = "missing.file_taken", "took notifications from a file"
    EXPORTED = "missing.exported", "took away a table of missing episodes"
