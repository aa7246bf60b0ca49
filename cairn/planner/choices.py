"""The words of planning who goes to which return home interview."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """Why somebody is away. No more is asked: why somebody is ill is nobody's business here."""

    LEAVE = "leave", "Leave"
    ILL = "ill", "Ill"
    TRAINING = "training", "Training"
    COURT = "court", "Court"
    OTHER = "other", "Something else"


class Level(TextChoices):
    """Whether an interview can still be held within the 72 hours: told by facts, never kept."""

    LATE = "late", "Already late"
    NOBODY = "nobody", "Nobody can go in time"
    LAST_CHANCE = "last_chance", "Last chance"
    ENOUGH = "enough", "Enough time"
    ARRANGED = "arranged", "Arranged in time"


class Event(TextChoices):
    """What people did. Each reads as the end of "Priya ..."."""

    WEEK_SAID = "planner.week_said", "recorded somebody’s working hours"
    AWAY_SAID = "planner.away_said", "recorded time off"
    AWAY_CHANGED = "planner.away_changed", "changed time off"
    AWAY_TAKEN_BACK = "planner.away_taken_back", "cancelled time off"
    TOWN_SAID = "planner.town_said", "chose the town of an interview"
    LOOKED = "planner.looked", "looked at who can go to the interviews that are due"
    ASKED = "planner.asked", "looked at who can go to one interview"
    WEEK_READ = "planner.week_read", "looked at a worker's week"
    EXPORTED = "planner.exported", "took away a table of who can go"
    ARRANGED = "planner.arranged", "arranged who goes to an interview, and when"
    WARNED = "planner.warned", "was warned that an interview may be late"
