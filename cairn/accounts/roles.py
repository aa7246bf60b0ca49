"""Which role may do what, on one screen. Words an information-governance lead can sign.

A role says what a job includes. Which children, and when, is for reach and for the rules.
"""

from django.db.models import TextChoices

from cairn.audit.choices import Permission as P


class Role(TextChoices):
    STRANGER = "stranger", "Anyone, without an account"
    PARTNER = "partner", "Partner professional"
    CHAMPION = "champion", "Child exploitation champion"
    LEAD_PRACTITIONER = "lead_practitioner", "Lead practitioner"
    INTERVENTION_WORKER = "intervention_worker", "Child exploitation intervention worker"
    SENIOR_WORKER = "senior_worker", "Senior intervention worker"
    TEAM_MANAGER = "team_manager", "Complex Safeguarding Team manager"
    CERAR_MANAGER = "cerar_manager", "CERAR manager"
    CERAR_COORDINATOR = "cerar_coordinator", "CERAR coordinator"
    HUB_WORKER = "hub_worker", "Safeguarding Hub worker"
    POLICE_OFFICER = "police_officer", "Police officer working with a child"
    POLICE_METCO = "police_metco", "METCO officer"
    POLICE_CE = "police_ce", "Police child exploitation co-ordinator or intelligence officer"
    AGENCY_ADMINISTRATOR = "agency_administrator", "Account administrator of an agency"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance officer"
    ANALYST = "analyst", "Analyst: numbers, never names"
    OPERATOR = "operator", "Operator of the service"
    POLICE_SYSTEM = "police_system", "Police system that sends notifications"
    SYSTEM = "system", "Cairn itself"


_ANYONE = frozenset(
    {P.PUBLIC_VIEW, P.SUBMISSIONS_SHARE, P.SUBMISSIONS_FOLLOW_UP, P.DOCUMENTS_UPLOAD}
)
_SIGNED_IN = _ANYONE | {P.ACCOUNTS_SELF, P.MISSING_REPORT}
_WITH_CHILDREN = _SIGNED_IN | {
    P.CHILDREN_VIEW,
    P.CHILDREN_EMERGENCY,
    P.INTELLIGENCE_VIEW,
    P.NETWORKS_VIEW,
    P.MEETINGS_VIEW,
    P.PLANS_VIEW,
    P.MISSING_VIEW,
    P.MISSING_RECORD,
    P.ASSESSMENTS_VIEW,
    P.PATHWAYS_VIEW,
    P.PATHWAYS_REFER,
    P.CHRONOLOGY_VIEW,
    P.CHRONOLOGY_RECORD,
}
_AT_WORK_WITH_A_CHILD = {P.PLANS_WRITE, P.ASSESSMENTS_RECORD}
_HOLDS_INTERVIEWS = {P.INTERVIEWS_VIEW, P.INTERVIEWS_RECORD}
_LEADS_INTERVIEWS = _HOLDS_INTERVIEWS | {P.INTERVIEWS_SIGN_OFF, P.INTERVIEWS_ALLOCATE}
_CERAR = _AT_WORK_WITH_A_CHILD | {
    P.MEETINGS_RUN,
    P.MEETINGS_RUN_ALL,
    P.INTERVIEWS_VIEW,
    P.RETURNS_MAKE,
    P.FIGURES_WHOLE,
}
_ACROSS_THE_AREA = _WITH_CHILDREN | {
    P.CHILDREN_REACH_AREA,
    P.CHILDREN_RECORD,
    P.MISSING_RECEIVE,
}

GRANTS: dict[Role, frozenset[P]] = {
    Role.STRANGER: _ANYONE,
    Role.PARTNER: _SIGNED_IN,
    Role.CHAMPION: _SIGNED_IN,
    Role.LEAD_PRACTITIONER: _WITH_CHILDREN | _AT_WORK_WITH_A_CHILD | {P.INTERVIEWS_VIEW},
    Role.INTERVENTION_WORKER: _WITH_CHILDREN | _AT_WORK_WITH_A_CHILD | _HOLDS_INTERVIEWS,
    Role.SENIOR_WORKER: _ACROSS_THE_AREA | _AT_WORK_WITH_A_CHILD | _LEADS_INTERVIEWS,
    Role.TEAM_MANAGER: _ACROSS_THE_AREA
    | _CERAR
    | _LEADS_INTERVIEWS
    | {P.PATHWAYS_DECIDE, P.MISSING_DECIDE},
    Role.CERAR_MANAGER: _ACROSS_THE_AREA
    | _CERAR
    | {P.PATHWAYS_SCREEN, P.PATHWAYS_DECIDE, P.MISSING_DECIDE},
    Role.CERAR_COORDINATOR: _ACROSS_THE_AREA | _CERAR,
    Role.HUB_WORKER: _ACROSS_THE_AREA,
    Role.POLICE_OFFICER: _WITH_CHILDREN,
    Role.POLICE_METCO: _ACROSS_THE_AREA | {P.MEETINGS_RUN},
    Role.POLICE_CE: _ACROSS_THE_AREA
    | {
        P.MEETINGS_RUN,
        P.SUBMISSIONS_TRIAGE,
        P.SUBMISSIONS_VIEW_SOURCE,
        P.DOCUMENTS_VIEW,
        P.NETWORKS_RECORD,
        P.INTELLIGENCE_GRADE,
        P.INTELLIGENCE_VIEW_SOURCE,
    },
    Role.AGENCY_ADMINISTRATOR: _SIGNED_IN | {P.ACCOUNTS_MANAGE},
    Role.INFORMATION_GOVERNANCE: _SIGNED_IN | {P.AUDIT_VIEW},
    Role.ANALYST: _SIGNED_IN | {P.FIGURES_WHOLE},
    Role.OPERATOR: _SIGNED_IN | {P.SERVICE_OPERATE},
    # Another system acts with a key. It reads nothing but what is public, as its own council areas are.
    Role.POLICE_SYSTEM: frozenset({P.PUBLIC_VIEW, P.MISSING_SEND}),
    # The system acts in jobs and at set-up; it never signs in.
    Role.SYSTEM: frozenset(P),
}


SYSTEMS = frozenset({Role.POLICE_SYSTEM})  # no person is given these


def permissions_of(roles: list[str]) -> frozenset[P]:
    """Everything that any of these roles includes."""
    return frozenset().union(*(GRANTS[Role(role)] for role in roles))
