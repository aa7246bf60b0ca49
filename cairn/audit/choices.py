"""The words for what a person may be allowed to do. accounts/roles.py says which role holds which."""

from django.db.models import TextChoices


class Permission(TextChoices):
    """Each reads as the end of "A person with this role may ..."."""

    # ground floor
    PUBLIC_VIEW = "public.view", "see public contact points and what the service is for"
    ACCOUNTS_MANAGE = "accounts.manage", "invite, hand over and end accounts in their own agency"
    ACCOUNTS_SELF = "accounts.self", "manage their own sign-in and see their own notices"
    AUDIT_VIEW = "audit.view", "see who saw and did what"
    SERVICE_OPERATE = "service.operate", "see queues, failures and the health of the service"
    DOCUMENTS_UPLOAD = "documents.upload", "attach a file to what they send"
    DOCUMENTS_VIEW = "documents.view", "open files attached to records within their reach"
    PROFILE_LOAD = "profile.load", "load the partnership's reviewed profile"

    # what professionals send in
    SUBMISSIONS_SHARE = "submissions.share", "share information through the front door"
    SUBMISSIONS_FOLLOW_UP = "submissions.follow_up", "follow up what they themselves shared"
    SUBMISSIONS_TRIAGE = "submissions.triage", "read and decide on what was sent in"
    SUBMISSIONS_VIEW_SOURCE = "submissions.view_source", "see who sent a submission"

    # what comes of it
    CHILDREN_VIEW = "children.view", "open children's records within their reach"
    CHILDREN_RECORD = "children.record", "make and change children's records"
    CHILDREN_REACH_AREA = "children.reach_area", "reach every unrestricted child in their area"
    CHILDREN_EMERGENCY = "children.emergency", "open a record in an emergency, with a reason"
    NETWORKS_VIEW = "networks.view", "open records of adults, places and things of concern"
    NETWORKS_RECORD = "networks.record", "make and change records of adults, places and things"
    INTELLIGENCE_VIEW = "intelligence.view", "read sanitised strands within their reach"
    INTELLIGENCE_GRADE = "intelligence.grade", "make, grade and sanitise strands"
    INTELLIGENCE_VIEW_SOURCE = "intelligence.view_source", "see where a strand came from"

    # protection: CERAR
    MEETINGS_VIEW = "meetings.view", "read the meetings they were at or are asked to"
    MEETINGS_RUN = "meetings.run", "arrange, chair and minute the monthly police meeting"
    MEETINGS_RUN_ALL = "meetings.run_all", "and also Level 1 meetings, reviews and the groups"
    PLANS_VIEW = "plans.view", "read plans of children within their reach, and take a copy"
    PLANS_WRITE = "plans.write", "write a child's safety, response and transition plans"
    MISSING_REPORT = "missing.report", "report that a child is missing"
    MISSING_VIEW = "missing.view", "see missing episodes of children within their reach"
    MISSING_RECORD = "missing.record", "record what becomes known of a missing episode"
    MISSING_RECEIVE = "missing.receive", "say which child a report in their area is about"
    MISSING_DECIDE = "missing.decide", "answer whether a strategy discussion is needed"
    MISSING_SEND = "missing.send", "send notifications from another system"
    INTERVIEWS_VIEW = "interviews.view", "read return home interviews of children in their reach"
    INTERVIEWS_RECORD = "interviews.record", "offer, hold and write up return home interviews"
    INTERVIEWS_SIGN_OFF = "interviews.sign_off", "sign off interviews, or give them back"
    INTERVIEWS_ALLOCATE = "interviews.allocate", "say who holds a return home interview"
    RETURNS_MAKE = "returns.make", "make their council's national returns of missing children"
    FIGURES_WHOLE = "figures.whole", "see figures that count every child of their councils"
    ASSESSMENTS_VIEW = "assessments.view", "read assessments of children within their reach"
    ASSESSMENTS_RECORD = "assessments.record", "assess a child with the partnership's tools"
    PATHWAYS_VIEW = "pathways.view", "see pathways of children within their reach"
    PATHWAYS_REFER = "pathways.refer", "record a contact about exploitation for screening"
    PATHWAYS_SCREEN = "pathways.screen", "decide what becomes of a contact"
    PATHWAYS_DECIDE = "pathways.decide", "set a child's level, transfer, end and reopen a pathway"

    # looking back
    CHRONOLOGY_VIEW = "chronology.view", "see the lines of time of children within their reach"
    CHRONOLOGY_RECORD = "chronology.record", "write what happened on a child's line of time"
