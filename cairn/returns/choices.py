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


class Event(TextChoices):
    LOOKED = "returns.looked", "looked at the national returns of missing children"
    TAKEN = "returns.taken", "took away a national return of missing children"
    FAULTS_TAKEN = "returns.faults_taken", "took away the records that a national return lacks"
    CARE_READ = "returns.care_read", "looked at the times in which a child was looked after"
    CARE_RECORDED = "returns.care_recorded", "recorded a time in which a child was looked after"
    CARE_CHANGED = "returns.care_changed", "put right a time in which a child was looked after"
