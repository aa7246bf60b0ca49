"""The words of CERAR's contacts and pathways."""

from django.db.models import TextChoices


class Source(TextChoices):
    """Where a contact came from."""

    HUB = "hub", "Safeguarding Hub"
    SUBMISSION = "submission", "Information that was shared"
    MISSING = "missing", "A missing episode"
    COUNCIL = "council", "Another council"
    PARTNER = "partner", "Another professional"


class Outcome(TextChoices):
    """What becomes of a contact."""

    LEVEL_1 = "level_1", "Level 1 meeting: open a pathway"
    EXISTING = "existing", "Add it to the pathway that the child has"
    SOCIAL_CARE = "social_care", "Pass it to children’s social care"
    EARLY_HELP = "early_help", "Pass it to Early Help"
    ELSEWHERE = "elsewhere", "Not exploitation: pass it to another service"
    NOTHING = "nothing", "No further action"


class Level(TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class State(TextChoices):
    """Where a pathway stands. Computed from what was recorded; kept nowhere."""

    TO_MEET = "to_meet", "Waiting for the Level 1 meeting"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    MOVING = "moving", "Another council is asked to take it"
    CLOSED = "closed", "Ended"


class Act(TextChoices):
    """What can be done with a pathway."""

    SET_LEVEL = "set_level", "set the level"
    REVIEW = "review", "record a review"
    WORKER = "worker", "say whether a worker is needed"
    OFFER = "offer", "ask another council to take it"
    ACCEPT = "accept", "take it"
    REJECT = "reject", "not take it"
    WITHDRAW = "withdraw", "take the question back"
    CLOSE = "close", "end it"
    REOPEN = "reopen", "reopen it"


class Moved(TextChoices):
    """How a level came to be what it is."""

    FIRST = "first", "Set"
    UP = "up", "Up"
    DOWN = "down", "Down"
    SAME = "same", "The same"


class Due(TextChoices):
    """By when the next thing is due."""

    OVERDUE = "overdue", "Overdue"
    WEEK = "week", "Due within 7 days"


class AgeBand(TextChoices):
    UNDER_13 = "under_13", "Under 13"
    FROM_13 = "13_15", "13 to 15"
    FROM_16 = "16_17", "16 and 17"
    ADULT = "18", "18 and over"
    UNKNOWN = "unknown", "Age not known"


class Only(TextChoices):
    """What a reader of the tracker looks for; several may be asked for at once."""

    MINE = "mine", "Mine: the child’s record names me"
    NO_LEAD = "no_lead", "No lead practitioner"
    NO_WORKER = "no_worker", "No worker yet"
    NEARLY_ADULT = "nearly_adult", "Turning 18 within a year"


class Order(TextChoices):
    NEWEST = "newest", "Newest first"
    LONGEST = "longest", "Open longest first"
    DUE = "due", "Next due first"
    NAME = "name", "By last name"


class Answer(TextChoices):
    """What a council said that was asked to take a pathway."""

    ACCEPTED = "accepted", "Taken"
    REJECTED = "rejected", "Not taken"
    WITHDRAWN = "withdrawn", "The question was taken back"


class Ended(TextChoices):
    """Why a pathway ended."""

    SAFER = "safer", "The child is safer"
    NOT_NEEDED = "not_needed", "Not needed: the Level 1 meeting found no exploitation"
    OTHER_PLAN = "other_plan", "Another plan protects the child"
    MOVED = "moved", "The child lives with another council, which has taken it"
    ADULT = "adult", "The young person is an adult, and the transition plan has begun"
    DIED = "died", "The child has died"


class Event(TextChoices):
    CONTACT_RECORDED = "pathways.contact_recorded", "recorded a contact about exploitation"
    CONTACTS_LISTED = "pathways.contacts_listed", "looked at a list of contacts"
    CONTACTS_EXPORTED = "pathways.contacts_exported", "took away a list of contacts"
    CONTACT_READ = "pathways.contact_read", "opened a contact"
    SCREENED = "pathways.screened", "decided what becomes of a contact"
    OPENED = "pathways.opened", "opened a pathway"
    READ = "pathways.read", "opened a child's pathway"
    LEVEL_SET = "pathways.level_set", "set a child's level"
    DIVERGENCES_LISTED = (
        "pathways.divergences_listed",
        "looked at levels set otherwise than prompted",
    )
    DIVERGENCES_EXPORTED = (
        "pathways.divergences_exported",
        "took away the levels set otherwise than prompted",
    )
    DUE_LISTED = "pathways.due_listed", "looked at what is due for the agenda of a meeting"
    REVIEWED = "pathways.reviewed", "recorded a review of a pathway"
    WORKER_CONSIDERED = (
        "pathways.worker_considered",
        "said whether a child needs an intervention worker",
    )
    OFFERED = "pathways.offered", "asked another council to take a pathway"
    ANSWERED = "pathways.answered", "answered whether a council takes a pathway"
    CLOSED = "pathways.closed", "ended a pathway"
    REOPENED = "pathways.reopened", "reopened a pathway"
    LISTED = "pathways.listed", "looked at the vulnerability tracker"
    EXPORTED = "pathways.exported", "took away the vulnerability tracker"
    VIEW_SAVED = "pathways.view_saved", "saved a view of the vulnerability tracker"
    VIEW_DELETED = "pathways.view_deleted", "deleted a saved view of the vulnerability tracker"
    TOLD_TOWARDS_18 = "pathways.told_towards_18", "told people that a young person nears 18"
