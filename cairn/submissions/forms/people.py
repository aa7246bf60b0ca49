"""A child, and an adult of concern. Nothing is asked that would lay blame on a child."""

from typing import Any

from cairn.submissions.choices import Known
from cairn.submissions.forms.pages import PageForm, one_of, read_date, words

TWO_THIRDS = "govuk-!-width-two-thirds"


class PersonForm(PageForm):
    """What is asked of everybody. `born` holds an age as well as a date."""

    def clean_born(self) -> str:
        said = self.cleaned_data["born"]
        read = read_date(said, birth=True)
        self.born_on = read.on if read else None
        return said

    def content(self) -> dict[str, Any]:
        content = super().content()
        if self.born_on:
            content["born_on"] = self.born_on.isoformat()
        return content


class ChildForm(PersonForm):
    name = words(
        "Name",
        "If you do not know it, say how you would describe the child.",
        most=200,
        needed="Enter the child’s name, or how you would describe them.",
        short="Child",
        classes=TWO_THIRDS,
    )
    other_names = words(
        "Other names or nicknames",
        "Put a comma between them.",
        most=300,
        short="Other names",
        classes=TWO_THIRDS,
    )
    born = words(
        "Date of birth or age",
        "For example “27 3 2012” or “about 14”.",
        most=80,
        short="Date of birth or age",
        classes="govuk-!-width-one-third",
    )
    school = words("School or college, and year", most=200, short="School", classes=TWO_THIRDS)
    home = words(
        "Where the child lives",
        "An address, or as much of it as you know.",
        rows=2,
        most=500,
        short="Lives at",
    )
    carers = words("Who looks after the child?", most=300, short="Looked after by")
    in_care = one_of(
        "Is the child in care?",
        Known,
        short="In care",
        classes="govuk-radios--inline govuk-radios--small",
    )
    legal_status = words(
        "Any order or plan you know of",
        "For example a care order, a child protection plan or bail conditions.",
        most=300,
        short="Order or plan",
    )
    ethnicity = words("Ethnicity, as the child or family say it", most=100, short="Ethnicity")
    language = words("Language, or help needed to talk", most=200, short="Language")
    needs = words("Disability, health or learning needs", most=500, short="Needs")

    tucked = ("in_care", "legal_status", "ethnicity", "language", "needs")
    tucked_title = "Say more about the child, if you know it"


class AdultForm(PersonForm):
    name = words(
        "Name or nickname",
        "If you do not know one, say how you would describe the person.",
        most=200,
        needed="Enter a name, a nickname, or how you would describe the person.",
        short="Adult",
        classes=TWO_THIRDS,
    )
    other_names = words(
        "Other names or nicknames",
        "Put a comma between them.",
        most=300,
        short="Other names",
        classes=TWO_THIRDS,
    )
    born = words(
        "Date of birth or age",
        "For example “about 25”.",
        most=80,
        short="Date of birth or age",
        classes="govuk-!-width-one-third",
    )
    looks = words(
        "What the person looks like",
        "Height, build, hair, clothes, marks.",
        rows=3,
        most=1_000,
        short="Looks like",
    )
    role = words(
        "What the person does, and how they know the child or children",
        rows=3,
        most=1_000,
        short="Does, and how they know the child",
    )
    home = words("Where the person lives or stays", rows=2, most=500, short="Lives at")
    bank = words(
        "Bank account, ticket or other details you have seen",
        most=500,
        short="Account, ticket or other details",
    )

    tucked = ("bank",)
    tucked_title = "Say more about the person, if you know it"
