"""The words of a submission, as the person who sends it and the desk that reads it use them."""

from django.db.models import IntegerChoices, TextChoices


class Rank(IntegerChoices):
    """What cannot wait comes first. Set by the gate's answers alone."""

    URGENT = 0, "Said to be urgent"
    CRIME = 1, "Said to be a crime"
    OTHER = 2, "Not urgent"


class Now(TextChoices):
    """The gate's first question: what is true at this moment."""

    DANGER = "danger", "Somebody is in danger right now"
    SOON = "soon", "A child may come to harm soon"
    CRIME = "crime", "A crime has been committed"
    NONE = "none", "None of these"


class About(TextChoices):
    """The gate's second question."""

    YES = "yes", "Yes"
    UNSURE = "unsure", "I am not sure"
    NO = "no", "No"


class Known(TextChoices):
    """For a question whose answer may not be known. Unknown is not no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "I don’t know"


class Called(TextChoices):
    YES = "yes", "Yes"
    SOMEBODY = "somebody", "Somebody else is doing that"
    NOT_YET = "not_yet", "Not yet"


class Often(TextChoices):
    ONCE = "once", "Once"
    MORE = "more", "More than once"
    UNKNOWN = "unknown", "I don’t know"


class HowKnown(TextChoices):
    """Where it comes from. The grades that police give are another matter, and theirs."""

    MYSELF = "myself", "I saw or heard it myself"
    CHILD = "child", "The child told me"
    OTHER_PERSON = "other_person", "Somebody else told me"
    UNNAMED = "unnamed", "It came without a name"
    OTHER = "other", "Another way"


class AdultTold(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NO_CHILD = "no_child", "There is no particular child"


class PlaceKind(TextChoices):
    HOME = "home", "Home or flat"
    SHOP = "shop", "Shop or takeaway"
    OUTDOORS = "outdoors", "Park or other place outdoors"
    SCHOOL = "school", "School or college"
    TRANSPORT = "transport", "Station, bus, taxi or other transport"
    HOTEL = "hotel", "Hotel or holiday let"
    ONLINE = "online", "Online"
    OTHER = "other", "Another kind of place"


class MentionKind(TextChoices):
    CHILD = "child", "Child"
    ADULT = "adult", "Adult of concern"
    PLACE = "place", "Place"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Phone number"
    ONLINE = "online", "Online name"


class State(TextChoices):
    """What the submitter is told of the way it went. Computed, never kept."""

    SENT = "sent", "Sent"
    READING = "reading", "Being read"
    ASKED = "asked", "We have asked you a question"
    FINISHED = "finished", "Finished"


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
    DRAFT_THROWN_AWAY = "submissions.draft_thrown_away", "threw away what they had started"
    DRAFT_EXPIRED = "submissions.draft_expired", "deleted something that was never sent"
    SENT = "submissions.sent", "shared information"
    FOLLOWED_UP = "submissions.followed_up", "followed up what they shared"
    ADDED_TO = "submissions.added_to", "added to what they shared"
    ANSWERED = "submissions.answered", "answered a question"
    ASKED = "submissions.asked", "asked the submitter a question"
    READ = "submissions.read", "read a submission"
    LISTED = "submissions.listed", "looked at the queue"
    SOURCE_SEEN = "submissions.source_seen", "saw who sent a submission"
    FILE_OPENED = "submissions.file_opened", "opened a file that came with a submission"
    FINISHED = "submissions.finished", "decided on a submission"
    REOPENED = "submissions.reopened", "opened a finished submission again"
    EXPORTED = "submissions.exported", "took away a list of what they shared"
