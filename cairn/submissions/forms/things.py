"""A place, a vehicle, a phone number, an online name."""

from typing import Any

from cairn.submissions.choices import PlaceKind
from cairn.submissions.forms.pages import PageForm, from_list, words

TWO_THIRDS = "govuk-!-width-two-thirds"


class PlaceForm(PageForm):
    where = words(
        "Name or address",
        "As much as you know, for example a shop’s name and the street.",
        rows=2,
        most=500,
        needed="Enter a name, an address, or how somebody would find the place.",
        short="Place",
    )
    kind = from_list("What kind of place is it?", PlaceKind, short="Kind of place")
    times = words(
        "When do people go there?",
        "For example “after school, mostly Fridays”.",
        most=300,
        short="Times",
    )
    why = words("What worries you about it?", rows=3, most=2_000, short="What worries you")
    grid = words(
        "what3words or grid reference", most=100, short="what3words or grid", classes=TWO_THIRDS
    )

    tucked = ("grid",)
    tucked_title = "Say exactly where it is, if it has no address"


class VehicleForm(PageForm):
    plate = words(
        "Number plate",
        "As much as you saw. Put a question mark for a letter or number you missed.",
        most=30,
        short="Number plate",
        classes="govuk-input--width-10",
        spellcheck=False,
    )
    make = words("Make and model", most=100, short="Make and model", classes=TWO_THIRDS)
    colour = words("Colour", most=50, short="Colour", classes="govuk-!-width-one-third")
    marks = words(
        "Anything you would know it by",
        "For example a dent, a sign or a sticker.",
        most=300,
        short="Marks",
    )
    used_by = words("Who uses it?", most=300, short="Used by")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            self.add_error("plate", "Enter the number plate, or something else about the vehicle.")
        return said


class PhoneForm(PageForm):
    number = words(
        "Phone number",
        most=50,
        needed="Enter the phone number, or as much of it as you know.",
        inputmode="tel",
        short="Phone number",
        classes="govuk-input--width-20",
    )
    used_by = words("Who uses it?", most=300, short="Used by")
    note = words("What do you know about it?", rows=2, most=1_000, short="What you know about it")


class OnlineForm(PageForm):
    platform = words(
        "Which app, game or website?",
        "For example Snapchat, WhatsApp or an e-mail address.",
        most=100,
        short="App, game or website",
        classes=TWO_THIRDS,
    )
    handle = words(
        "Name, address or link",
        most=500,
        needed="Enter the name, the address or a link.",
        short="Online name",
        spellcheck=False,
    )
    used_by = words("Who uses it?", most=300, short="Used by")
    note = words("What do you know about it?", rows=2, most=1_000, short="What you know about it")
