"""The words of return home interviews."""

from django.db.models import TextChoices


class Answer(TextChoices):
    """What became of the offer."""

    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    NOT_POSSIBLE = "not_possible", "Not possible"


class WhyNot(TextChoices):
    """Why an interview is not possible."""

    NOT_FOUND = "not_found", "Could not be reached, whatever was tried"
    MISSING_AGAIN = "missing_again", "Missing again"
    ELSEWHERE = "elsewhere", "Lives elsewhere now, and is offered one there"
    HEALTH = "health", "In hospital, or not well enough"
    CUSTODY = "custody", "In custody"
    NOT_SAFE = "not_safe", "It would not be safe"
    OTHER = "other", "Something else"


class Whom(TextChoices):
    """Whom somebody spoke to, and who answered."""

    CHILD = "child", "The child"
    CARER = "carer", "A parent or carer"
    OTHER = "other", "Somebody else"


class How(TextChoices):
    VISIT = "visit", "In person"
    PHONE = "phone", "By phone"
    MESSAGE = "message", "By message"
    LETTER = "letter", "By letter"
    THROUGH = "through", "Through somebody else"


class Relation(TextChoices):
    """How whoever holds the interview relates to the child's care."""

    NONE = "none", "No part in the child’s care"
    WORKS_WITH = "works_with", "Works with the child, and is not responsible for their care"
    LEADS = "leads", "Is the child’s lead practitioner, or makes decisions about their care"
    HOME = "home", "Works where the child lives, or for whoever runs it"
    FAMILY = "family", "Is family, or looks after the child"


class Seen(TextChoices):
    ALONE = "alone", "The child was seen alone"
    WITH_OTHERS = "with_others", "Somebody else was there"


class Known(TextChoices):
    """An answer of the form. What nobody said is not “No”."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SAID = "not_said", "Did not say"


class State(TextChoices):
    """How far an interview is: told by its facts, never kept."""

    TO_OFFER = "to_offer", "To offer"
    OFFERED = "offered", "Offered, no answer yet"
    TO_PLAN = "to_plan", "Accepted, no time yet"
    PLANNED = "planned", "Planned"
    HELD = "held", "Held, to write up"
    NOT_HELD = "not_held", "Not held, to write up"
    TO_SIGN_OFF = "to_sign_off", "Waits to be signed off"
    GIVEN_BACK = "given_back", "Given back"
    SIGNED_OFF = "signed_off", "Signed off"
    JOINED = "joined", "Joined to another interview"
    TAKEN_BACK = "taken_back", "Not needed now"


class Next(TextChoices):
    """What is to be done next in an interview: the act, and the same in words."""

    OFFER = "offer", "Offer it to the child"
    ANSWER = "answer", "Record the answer, or that you tried again"
    ASK_CHILD = "ask-child", "Ask the child: a parent or carer declined for them"
    PLAN = "plan", "Plan when and where"
    HELD = "held", "Record that it was held"
    CARERS = "carers", "Ask the carers what they know"
    WRITE = "write", "Write it up, and hand it in"
    WRITE_AGAIN = "write-again", "Look at what is missing, and hand it in again"
    HAND_IN = "hand-in", "Hand it in"
    SIGN_OFF = "sign-off", "A manager signs it off"


class What(TextChoices):
    """What happened in an interview, as it is listed there. Nothing of it is changed afterwards."""

    OFFERED = "offered", "Offered"
    ATTEMPT = "attempt", "Tried"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    NOT_POSSIBLE = "not_possible", "Not possible"
    CARERS = "carers", "What the carers say"
    GIVEN_TO = "given_to", "Given to somebody"
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    HANDED_IN = "handed_in", "Handed in"
    GIVEN_BACK = "given_back", "Given back"
    SIGNED_OFF = "signed_off", "Signed off"
    JOINED = "joined", "Joined"
    OWN = "own", "Given its own interview"


class Event(TextChoices):
    """What people did. Each reads as the end of "Priya ..."."""

    OPENED = "interviews.opened", "opened a return home interview"
    TAKEN_BACK = "interviews.taken_back", "took back an interview: the child was not back"
    TAKEN_UP = "interviews.taken_up", "took up again an interview: the child is back"
    DUE_CHANGED = "interviews.due_changed", "put right until when an interview is to be held"
    OFFERED = "interviews.offered", "offered a return home interview"
    ATTEMPTED = "interviews.attempted", "tried to reach a child for an interview"
    ANSWERED = "interviews.answered", "recorded the answer to the offer of an interview"
    CARERS_SAID = "interviews.carers_said", "recorded what carers say of a missing episode"
    ALLOCATED = "interviews.allocated", "said who holds an interview"
    PLANNED = "interviews.planned", "planned an interview"
    HELD = "interviews.held", "recorded that an interview was held"
    SAVED = "interviews.saved", "wrote in the form of an interview"
    HANDED_IN = "interviews.handed_in", "handed in an interview"
    GIVEN_BACK = "interviews.given_back", "gave an interview back"
    SIGNED_OFF = "interviews.signed_off", "signed off an interview"
    SHARED = "interviews.shared", "recorded with whom an interview was shared"
    PASSED_ON = "interviews.passed_on", "put what an interview brought before the desk"
    INTO_PLAN = "interviews.into_plan", "put what an interview brought into a safety plan"
    JOINED = "interviews.joined", "joined two interviews of a child"
    GIVEN_ITS_OWN = "interviews.given_its_own", "gave an episode an interview of its own"
    TAKEN_ALONG = "interviews.taken_along", "took the form of an interview along on a phone"
    LISTED = "interviews.listed", "looked at a list of interviews"
    READ = "interviews.read", "opened an interview"
    EXPORTED = "interviews.exported", "took away a table of interviews"
    WARNED = "interviews.warned", "was warned that the time for an interview runs out"
