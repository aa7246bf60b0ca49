"""What must be true of a child's record. No database, no request, no clock.

Sources: Working Together to Safeguard Children (2023), chapter 3: one lead practitioner for each plan.
Data Protection Act 2018, section 40 and Article 5(1)(c) of the UK GDPR: no more access than the work
needs. The figures for emergency requests are the partnership's own caution, not national rules.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from cairn.children.choices import InvolvementKind
from cairn.foundation.dates import age_on
from cairn.foundation.identifiers import normal_name
from cairn.foundation.wording import plural

OLDEST = 25  # years: support for some young people goes on to their 25th birthday
SHORTEST_REASON = 20  # characters
MOST_ASKED = 5
ASKED_WITHIN = timedelta(hours=1)
SITTING = timedelta(hours=1)  # what was new when I sat down stays marked while I sit
MOST_EXPORTED = 2_000


def search_name(*, given_name: str, family_name: str, also: Iterable[str], description: str) -> str:
    """Every name in normal form; where there is none, the description."""
    names = normal_name(" ".join([given_name, family_name, *also]))
    return names or normal_name(description)[:200]


def age_in_words(born_on: date | None, *, today: date) -> str:
    """14 years old; or that it is not known, which is not the same as none."""
    if born_on is None or born_on > today:
        return "Age not known"
    years = age_on(born_on, today)
    return plural(years, "year") + " old" if years else "Under 1 year old"


def reason_not_to_keep(
    *, given_name: str, family_name: str, also: Iterable[str], description: str,
    born_on: date | None, today: date,
) -> str | None:  # fmt: skip
    """Why this cannot be kept as a child's record, or None."""
    if not any([given_name, family_name, *also, description]):
        return "Enter a name, or describe the child as far as you can."
    if born_on and born_on > today:
        return "The date of birth must be in the past."
    if born_on and age_on(born_on, today) > OLDEST:
        return f"Check the year of birth: this person would be over {OLDEST}."
    return None


def reason_not_to_add(*, unseen: int) -> str | None:
    """Why a new record cannot be made yet: others like it that the person has not ruled out."""
    if unseen:
        return (
            "There are records that may be the same child. Look at them first, and say if it is"
            " none of these."
        )
    return None


def reason_not_to_change(*, is_standing: bool) -> str | None:
    if not is_standing:
        return "You opened this record in an emergency. That lets you read it, not change it."
    return None


def reason_not_to_involve(
    *, kind: str, agency_id: int, teams_agency_id: int | None, persons_agency_id: int | None,
    can_view: bool, since_on: date, today: date,
) -> str | None:  # fmt: skip
    """Why this involvement cannot be recorded. The ids are None where nobody is named."""
    if kind == InvolvementKind.LEAD_PRACTITIONER and persons_agency_id is None:
        return "Name the person who is the lead practitioner."
    if {teams_agency_id, persons_agency_id} - {None, agency_id}:
        return "The team and the person must belong to the agency."
    if not can_view:
        return "This person’s role does not let them open children’s records."
    if since_on > today:
        return "The date it began must be today or in the past."
    return None


def reason_not_to_lead(*, has_lead: bool) -> str | None:
    if has_lead:
        return "This child has a lead practitioner. Change the lead practitioner instead."
    return None


def reason_not_to_lead_and_work(*, kind: str, has_kinds: Iterable[str]) -> str | None:
    """Whoever works with a child directly does not hold the child's plan, and the reverse.

    `has_kinds`: how the same person is involved with the child already. Source: the strategy's
    newsletter of 2024: an intervention worker works beside the case holder, and never is one.
    """
    lead, worker = InvolvementKind.LEAD_PRACTITIONER, InvolvementKind.INTERVENTION_WORKER
    if kind == lead and worker in has_kinds:
        return (
            "This person is the child’s intervention worker, who does not hold the child’s plan."
            " Name somebody else as lead practitioner."
        )
    if kind == worker and lead in has_kinds:
        return "This person is the child’s lead practitioner. Name another intervention worker."
    return None


def reason_not_to_end(
    *, until_on: date, since_on: date, today: date, last_who_can_lift: bool
) -> str | None:
    if until_on > today:
        return "The date it ended must be today or in the past."
    if until_on < since_on:
        return "The date it ended must not be before the date it began."
    if last_who_can_lift:
        return (
            "This record is restricted, and nobody else who may open it could lift the restriction."
            " Name somebody else first."
        )
    return None


def reason_not_to_restrict(*, is_restricted: bool, reason: str) -> str | None:
    if is_restricted:
        return "This record is already restricted."
    if len(reason.strip()) < SHORTEST_REASON:
        return f"Say why, in {SHORTEST_REASON} characters or more."
    return None


def reason_not_to_lift(*, is_restricted: bool) -> str | None:
    return None if is_restricted else "This record is not restricted."


def reason_not_to_open_in_emergency(*, asked_lately: int) -> str | None:
    """Why this person must wait. It depends on them alone, and says nothing of any record."""
    if asked_lately >= MOST_ASKED:
        return (
            f"You have asked for emergency access {MOST_ASKED} times within an hour."
            " If a child is in danger, call 999. Otherwise call the Safeguarding Hub."
        )
    return None


def reason_not_to_review(*, is_own: bool, reviewed_by: str) -> str | None:
    """Why this person cannot conclude on a request for emergency access."""
    if reviewed_by:
        return f"{reviewed_by} reviewed this request already. What they concluded is kept."
    if is_own:
        return "This is your own request. Somebody else reviews it."
    return None


def reason_not_to_ask(*, reason: str) -> str | None:
    if len(reason.strip()) < SHORTEST_REASON:
        return f"Say why you need this record now, in {SHORTEST_REASON} characters or more."
    return None


def reason_not_to_export(*, at_least: int) -> str | None:
    if at_least > MOST_EXPORTED:
        return (
            f"This list has more than {MOST_EXPORTED:,} children. Narrow it with the filters before"
            " you take it away."
        )
    return None
