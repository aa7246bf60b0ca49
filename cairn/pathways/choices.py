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
    OFFER = "offer", "ask another council to take it"
    ACCEPT = "accept", "take it"
    REJECT = "reject", "not take it"
    WITHDRAW = "withdraw", "take the question back"
    CLOSE = "close", "end it"
    REOPEN = "reopen", "reopen it"


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
    CONTACTS_LISTED = "pathways.contacts_listed", "looked at the contacts to screen"
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
    OFFERED = "pathways.offered", "asked another council to take a pathway"
    ANSWERED = "pathways.answered", "answered whether a council takes a pathway"
    CLOSED = "pathways.closed", "ended a pathway"
    REOPENED = "pathways.reopened", "reopened a pathway"
    LISTED = "pathways.listed", "looked at the vulnerability tracker"
    EXPORTED = "pathways.exported", "took away the vulnerability tracker"
