"""The gate's three questions, and the call that comes before anything is written."""

from typing import Any

from cairn.foundation.forms import Form
from cairn.submissions.choices import About, Called, Known, Now
from cairn.submissions.forms.pages import PageForm, one_of, words


class GateForm(Form):
    now = one_of(
        "What is true now?",
        Now,
        needed="Select what is true now.",
        short="True now",
        choice_hints={
            Now.DANGER: "Call 999 first. You can share the rest afterwards.",
            Now.SOON: "Call first. You can share the rest afterwards.",
            Now.CRIME: "It has to be reported on 101 too. We explain the victim’s choices.",
        },
    )
    about = one_of(
        "Is it about a child being exploited?",
        About,
        "For example, sexual exploitation, children made to carry drugs or money, county lines, "
        "modern slavery, or an adult or a place that worries you for such a reason.",
        needed="Select whether it is about a child being exploited.",
        short="About exploitation",
    )
    pathway = one_of(
        "Does the child have a child exploitation pathway, as far as you know?",
        Known,
        "That is a plan which a lead practitioner looks after: a social worker or an Early Help "
        "lead. If there is no particular child, select “No”.",
        needed="Select whether the child has a pathway, as far as you know.",
        short="Has a pathway, as far as you know",
    )


class CallForm(PageForm):
    called = one_of(
        "Have you called?",
        Called,
        needed="Select whether you have called.",
        short="Called",
    )
    call_reference = words(
        "Time of the call, or the reference you were given",
        "For example, “ten past four today” or “log 123 of 20 November”.",
        most=200,
        short="Time or reference of the call",
        classes="govuk-!-width-two-thirds",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("called") == Called.YES and not said.get("call_reference"):
            self.add_error("call_reference", "Enter the time of the call, or its reference.")
        return said
