"""The words of networks: places and things."""

from django.db.models import TextChoices


class PlaceKind(TextChoices):
    HOME = "home", "Home"
    STREET = "street", "Street or estate"
    SHOP = "shop", "Shop"
    TAKEAWAY = "takeaway", "Takeaway or restaurant"
    PARK = "park", "Park or open space"
    SCHOOL = "school", "School or college"
    TRANSPORT = "transport", "Station, bus or taxi"
    HOTEL = "hotel", "Hotel or short let"
    LICENSED = "licensed", "Pub, club or licensed premises"
    ONLINE = "online", "Online"
    OTHER = "other", "Other"


class ThingKind(TextChoices):
    PHONE = "phone", "Phone number"
    VEHICLE = "vehicle", "Vehicle"
    ONLINE = "online", "Online name"


class Event(TextChoices):
    LISTED = "networks.listed", "looked at a list of adults, places or things"
    SEARCHED = "networks.searched", "searched adults, places and things"
    EXPORTED = "networks.exported", "took away a table of adults, places or things"
    ADULT_ADDED = "networks.adult_added", "added an adult of concern"
    PLACE_ADDED = "networks.place_added", "added a place"
    THING_ADDED = "networks.thing_added", "added a phone, vehicle or online name"
    CHANGED = "networks.changed", "changed a record of an adult, place or thing"
    ADULT_VIEWED = "networks.adult_viewed", "opened an adult of concern"
    PLACE_VIEWED = "networks.place_viewed", "opened a place"
    THING_VIEWED = "networks.thing_viewed", "opened a phone, vehicle or online name"
