"""Each person's own list: what needs them, why, and by when. Nothing here is stored."""

from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.home.choices import About
from cairn.home.shortening import MOST, Need, in_order
from cairn.home.sources.interviews import of_interviews
from cairn.home.sources.meetings import of_assessments, of_meetings, of_tasks
from cairn.home.sources.missing import of_missing
from cairn.home.sources.pathways import of_contacts, of_pathways

OF_ONE_KIND = 200
_SOURCES = {
    About.MISSING: of_missing,
    About.INTERVIEWS: of_interviews,
    About.CONTACTS: of_contacts,
    About.PATHWAYS: of_pathways,
    About.MEETINGS: of_meetings,
    About.TASKS: of_tasks,
    About.ASSESSMENTS: of_assessments,
}


@query(Permission.ACCOUNTS_SELF)
def needs(*, by: Any, about: str = "") -> list[Need]:
    """What needs this person, or what of one kind does: what is for the next days first.

    Of each kind no more than MOST are looked up, or OF_ONE_KIND where that is asked for.
    """
    most = OF_ONE_KIND if about else MOST
    found = [need for kind, of in _SOURCES.items() if about in ("", kind) for need in of(by, most)]
    return in_order(found, today=clock.today())
