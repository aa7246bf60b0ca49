"""The words of a submission, as the person who sends it and the desk that reads it use them."""

from django.db.models import IntegerChoices, TextChoices


class Rank(IntegerChoices):
    """What cannot wait comes first. Set by the gate's answers alone."""

    URGENT = 0, "Said to be urgent"
    CRIME = 1, "Said to be a crime"
    OTHER = 2, "Not urgent"


class MentionKind(TextChoices):
    CHILD = "child", "Child"
    ADULT = "adult", "Adult of concern"
    PLACE = "place", "Place"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Phone number"
    ONLINE = "online", "Online name"


class Outcome(TextChoices):
    """What the desk decided. The submitter sees `rules.WORDS_FOR_SUBMITTER`, never these."""

    PROCESSED = "processed", "Made into intelligence"
    CRIME = "crime", "A crime: submitter asked to report on 101"
    HUB = "hub", "Referred to the Safeguarding Hub"
    PASSED_ON = "passed_on", "Not exploitation: passed to another service"
    NO_ACTION = "no_action", "No action"


class MessageKind(TextChoices):
    QUESTION = "question", "Question from the desk"
    ANSWER = "answer", "Answer from the submitter"
    ADDITION = "addition", "Added by the submitter"


class Event(TextChoices):
    DRAFT_STARTED = "submissions.draft_started", "started to share information"
    SENT = "submissions.sent", "shared information"
    FOLLOWED_UP = "submissions.followed_up", "followed up what they shared"
    ADDED_TO = "submissions.added_to", "added to what they shared"
    ANSWERED = "submissions.answered", "answered a question"
    ASKED = "submissions.asked", "asked the submitter a question"
    READ = "submissions.read", "read a submission"
    LISTED = "submissions.listed", "looked at the queue"
    SOURCE_SEEN = "submissions.source_seen", "saw who sent a submission"
    FINISHED = "submissions.finished", "decided on a submission"
