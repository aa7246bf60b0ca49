"""What setting up the fictional county leaves in the trail."""

from django.db.models import TextChoices


class Event(TextChoices):
    AGENCY_ADDED = "county.agency_added", "added an invented agency"
    TOWN_ADDED = "county.town_added", "added an invented town"
    BUILT = "county.built", "built the fictional county"
