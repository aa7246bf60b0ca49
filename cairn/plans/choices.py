"""The words of plans."""

from django.db.models import TextChoices


class Kind(TextChoices):
    SAFETY = "safety", "Safety plan"
    RESPONSE = "response", "Response plan"
    TRANSITION = "transition", "Transition plan"


class Copy(TextChoices):
    """Whom a printed copy is for. A response plan has one sheet: the carer's, and the police's in need."""

    CHILD = "child", "The child’s copy"
    CARERS = "carers", "The carers’ copy"
    SHEET = "sheet", "The sheet"


class TookPart(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"


class Answer(TextChoices):
    """What the adult service said."""

    NOT_ASKED = "not_asked", "Not asked yet"
    ASKED = "asked", "Asked, no answer yet"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class CareAct(TextChoices):
    """Whether a Care Act assessment was asked for."""

    NO = "no", "Not asked for"
    ASKED = "asked", "Asked for"
    DONE = "done", "Done"


class Event(TextChoices):
    VIEWED = "plans.viewed", "opened a child's plan"
    SAVED = "plans.saved", "wrote a child's plan"
    RESTORED = "plans.restored", "restored an earlier version of a child's plan"
    LISTED = "plans.listed", "looked at the versions of a child's plan"
    COMPARED = "plans.compared", "compared two versions of a child's plan"
    PRINTED = "plans.printed", "took a copy of a child's plan to print"
    DOWNLOADED = "plans.downloaded", "took away a copy of a child's plan as a file"
