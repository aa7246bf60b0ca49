"""The words of the national returns."""

from django.db.models import TextChoices


class File(TextChoices):
    SSDA903 = "ssda903", "SSDA903, module Missing"
    SSD = "ssd", "Standard Safeguarding Dataset, table ssd_missing"


class Mend(TextChoices):
    """Where a record is put right."""

    EPISODE = "episode", "Look at the episode"
    BIRTHDAY = "birthday", "Enter the date of birth"
    CARE = "care", "Look at the times in care"
    INTERVIEW = "interview", "Record the answer to the offer"


class Outcome(TextChoices):
    """What became of the interview after a return. Each return has exactly one."""

    RUNS = "runs", "72 hours not over yet"
    NOT_OFFERED = "not_offered", "Not offered"
    NONE_DUE = "none_due", "Not required by the local standard"
    NEVER_POSSIBLE = "never_possible", "Not possible, and not offered"
    UNANSWERED = "unanswered", "Offered, no answer"
    DECLINED_CHILD = "declined_child", "Declined by the child"
    DECLINED_CARER = "declined_carer", "Declined by a parent or carer"
    DECLINED_OTHER = "declined_other", "Declined by somebody else, or not recorded by whom"
    NOT_POSSIBLE = "not_possible", "Offered, then not possible"
    WAITS = "waits", "Accepted, not held"
    LATE = "late", "Held, not within 72 hours"
    IN_TIME = "in_time", "Held within 72 hours"


class Version(TextChoices):
    """Who a table of answers is for."""

    INSIDE = "inside", "Every number, for the partnership only"
    OUTSIDE = "outside", "Small numbers held back, for everybody else"


class Event(TextChoices):
    LOOKED = "returns.looked", "looked at the national returns of missing children"
    TAKEN = "returns.taken", "took away a national return of missing children"
    FAULTS_TAKEN = (
        "returns.faults_taken",
        "took away the records that a national return would not accept",
    )
    CARE_READ = "returns.care_read", "looked at the times in which a child was looked after"
    CARE_RECORDED = "returns.care_recorded", "recorded a time in which a child was looked after"
    CARE_CHANGED = "returns.care_changed", "corrected a time in which a child was looked after"
    ANSWERS_READ = "returns.answers_read", "looked at the answers to the public’s questions"
    ANSWERS_TAKEN = "returns.answers_taken", "took away the answers to the public’s questions"
    BEHIND_READ = "returns.behind_read", "looked at the episodes behind a figure"
