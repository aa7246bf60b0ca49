"""What was noticed, how it is known, and who noticed it."""

from typing import Any

from django import forms

from cairn.submissions.choices import AdultTold, HowKnown, Known, MentionKind, Often
from cairn.submissions.forms.pages import (
    PageForm,
    from_list,
    offer,
    one_of,
    read_date,
    some_of,
    words,
)

ABOUT = [
    (MentionKind.CHILD, "One or more children"),
    (MentionKind.ADULT, "An adult of concern"),
    (MentionKind.PLACE, "A place"),
    (MentionKind.VEHICLE, "A vehicle"),
    (MentionKind.PHONE, "A phone number"),
    (MentionKind.ONLINE, "An online name or account"),
]


class StoryForm(PageForm):
    what = words(
        "What did you see or hear?",
        "Say what happened, who was there and how they are linked. Keep to what you know; where "
        "it is your opinion, say so. A child’s own words, in quotation marks, are worth a lot.",
        rows=10,
        most=20_000,
        needed="Enter what you saw or heard.",
        short="What you saw or heard",
        spellcheck=True,
    )
    when = words(
        "When was it?",
        "In your own words, for example “last Tuesday after school” or “3 11 2026”.",
        most=200,
        short="When",
        classes="govuk-!-width-two-thirds",
    )
    often = one_of(
        "Has it happened once, or more often?",
        Often,
        short="How often",
        classes="govuk-radios--inline govuk-radios--small",
    )
    about = some_of(
        "Who or what is it about?",
        ABOUT,
        "Select all that you know something about. We ask about these on the next pages.",
        short="About",
    )
    area = from_list(
        "Which area is this about?",
        (),
        "The council area where the child lives or where it happened.",
        short="Area",
    )
    strands = some_of("What kind of exploitation might it be?", (), short="Kind of exploitation")

    tucked = ("strands",)
    tucked_title = "Say what kind of exploitation it might be, if you know"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self.fields["area"], [("", "I am not sure"), *self.options.areas])
        offer(self.fields["strands"], self.options.strands)

    def clean_when(self) -> str:
        said = self.cleaned_data["when"]
        self.read = read_date(said)
        return said

    def content(self) -> dict[str, Any]:
        content = super().content()
        if self.read:
            content["when_from"] = self.read.earliest.isoformat()
            content["when_until"] = self.read.latest.isoformat()
        return content


class SharingForm(PageForm):
    how_known = one_of(
        "How do you know this?",
        HowKnown,
        needed="Select how you know this.",
        short="How you know",
    )
    how_known_words = words(
        "Say more about that, if it helps",
        "For example, who told you and how they know.",
        rows=2,
        most=2_000,
        short="More about how you know",
    )
    risk = one_of(
        "Could anybody be in danger if somebody acts on this?",
        Known,
        "For example, because only one person could have told it.",
        short="Danger if acted on",
        classes="govuk-radios--inline govuk-radios--small",
    )
    risk_who = words("If so, who, and how?", most=1_000, short="Who could be in danger")
    told = words(
        "Who have you told?",
        "For example, your safeguarding lead, a social worker, the child’s school.",
        most=500,
        short="Who has been told",
    )
    lead_told = one_of(
        "You said that the child has a pathway. Have you told the lead practitioner too?",
        Known,
        "Please do: they hold the child’s plan, and may not hear of this from us.",
        short="Lead practitioner told",
        classes="govuk-radios--inline govuk-radios--small",
    )
    adult_told = one_of(
        "Have you told the adult who is responsible for the child?",
        AdultTold,
        "Tell them if it is safe and right for the child to do so.",
        needed="Select whether you have told the adult who is responsible for the child.",
        short="Responsible adult told",
    )
    adult_told_why = words(
        "If not, why not?",
        "A few words are enough, for example “it may put her in danger”.",
        most=1_000,
        short="Why not told",
    )

    who_else = words("Who else knows it?", most=500, short="Who else knows")
    doubted = one_of(
        "Do you have a reason to think that it may be untrue, or said to cause trouble?",
        Known,
        short="May be untrue",
        classes="govuk-radios--inline govuk-radios--small",
    )
    doubted_why = words("If so, why?", most=1_000, short="Why it may be untrue")

    tucked = ("who_else", "doubted", "doubted_why")
    tucked_title = "Say who else knows, or why it may be untrue"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.options.has_pathway:
            offer(self.fields["lead_told"], [c for c in Known.choices if c[0] != Known.UNKNOWN])
        else:
            del self.fields["lead_told"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("adult_told") == AdultTold.NO and not said.get("adult_told_why"):
            self.add_error("adult_told_why", "Enter why you have not told them.")
        return said


class YouForm(PageForm):
    name = words("Your name", most=200, autocomplete="name", classes="govuk-!-width-two-thirds")
    job_title = words(
        "Your job", most=200, autocomplete="organization-title", classes="govuk-!-width-two-thirds"
    )
    agency_name = words(
        "Where you work", most=200, autocomplete="organization", classes="govuk-!-width-two-thirds"
    )
    email = words(
        "Your work e-mail address",
        most=254,
        autocomplete="email",
        inputmode="email",
        spellcheck=False,
        classes="govuk-!-width-two-thirds",
    )
    phone = words(
        "A phone number on which you can be reached",
        most=50,
        autocomplete="tel",
        inputmode="tel",
        short="Your phone number",
        classes="govuk-!-width-one-half",
    )

    def clean_email(self) -> str:
        said = self.cleaned_data["email"]
        if said and not all(part.strip() for part in (said.partition("@")[::2])):
            raise forms.ValidationError(
                "Enter an e-mail address like name@example.org, or leave it empty."
            )
        return said
