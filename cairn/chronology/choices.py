"""The words of a child's line of time."""

from django.db.models import TextChoices


class Lane(TextChoices):
    """What the line of time shows side by side, in this order."""

    MISSING = "missing", "Missing"
    EDUCATION = "education", "Education"
    HARM = "harm", "Harm and crime"
    HOME = "home", "Home and friends"
    INFORMATION = "information", "Contacts and information"
    DISRUPTION = "disruption", "Disruption"
    SUPPORT = "support", "Support"


class Kind(TextChoices):
    """What people write on the line themselves. The rest comes from the other chapters.

    What was written of missing children before there were episodes can still be read.
    """

    MISSING = "missing", "Reported missing"
    EDUCATION = "education", "School, college or work"
    HARM = "harm", "The child was harmed, or may have been"
    CRIME = "crime", "The police linked the child to a crime"
    HOME = "home", "Home, family or friends"
    DISRUPTION = "disruption", "Action against those doing harm, or at a place"
    SUPPORT = "support", "Help that began, changed or ended"


class Turn(TextChoices):
    """What it was for the child. Nobody has to say."""

    HARDER = "harder", "It made things harder"
    BETTER = "better", "It made things better"
    NEITHER = "", "Neither, or not known"


class Period(TextChoices):
    """How far back the picture goes."""

    HALF_YEAR = "6", "6 months"
    YEAR = "12", "12 months"
    TWO_YEARS = "24", "2 years"
    ALL = "all", "Everything"


class Event(TextChoices):
    READ = "chronology.read", "looked at a child's line of time"
    RECORDED = "chronology.recorded", "wrote on a child's line of time"
    TAKEN_BACK = "chronology.taken_back", "took back what they wrote on a child's line of time"
    EXPORTED = "chronology.exported", "took away a child's line of time"
