"""What follows from what: the one place where the flow between chapters is read.

Event -> the reactions that run after it, from the queue, at least once, once in effect.
"""

REACTIONS: dict[str, tuple[str, ...]] = {
    # The desk asked, or decided: whoever sent it while signed in hears that something is new.
    "submissions.asked": ("cairn.submissions.tasks.tell_sender",),
    "submissions.finished": ("cairn.submissions.tasks.tell_sender",),
    # Somebody left and named a colleague: the children who were theirs go to that colleague.
    "accounts.handed_over": ("cairn.children.tasks.hand_over_involvements",),
    # A child's record names somebody: they hear of it.
    "children.involved": ("cairn.children.tasks.tell_who_is_involved",),
    # A record was opened, or asked for, in an emergency: its owners and governance hear of it.
    "children.opened_in_emergency": ("cairn.children.tasks.tell_of_emergency",),
    "children.emergency_refused": ("cairn.children.tasks.tell_of_emergency",),
    # Something arrived that cannot wait: the whole desk hears of it at once.
    "submissions.sent": ("cairn.triage.tasks.tell_the_desk",),
    # The submitter wrote back: who has it hears of it, and what was decided comes back to be read.
    "submissions.answered": ("cairn.triage.tasks.hear_submitter",),
    "submissions.added_to": ("cairn.triage.tasks.hear_submitter",),
    # Somebody left: what they typed and never sent is removed; what they had goes back to the queue.
    "accounts.ended": (
        "cairn.drafts.tasks.remove_of_leavers",
        "cairn.triage.tasks.release_what_they_had",
    ),
    # A strand names a child: the child's lead practitioner hears of it, or the desk that they cannot.
    # If it came from what the desk had sent to the Safeguarding Hub, it is a contact to screen too.
    "intelligence.strand_named_child": (
        "cairn.intelligence.tasks.tell_lead_practitioner",
        "cairn.pathways.tasks.pass_contact_on",
    ),
    # The desk decided: what goes to the Safeguarding Hub is a contact about each child it names.
    "triage.decided": ("cairn.pathways.tasks.pass_contacts_on",),
    # A child is missing, or is back: those who work with them hear of it.
    "missing.opened": (
        "cairn.missing.tasks.tell_who_work",
        "cairn.missing.tasks.ask_for_discussion",
    ),
    # So often that a strategy discussion is asked for: the pathway hears, or it is a contact to screen.
    "missing.often": ("cairn.pathways.tasks.hear_of_often_missing",),
    # Back, they are offered a return home interview; not back after all, it waits for them.
    "missing.returned": (
        "cairn.missing.tasks.tell_who_work",
        "cairn.interviews.tasks.open_for",
    ),
    # The child had not been missing: no interview is owed.
    "missing.ended": ("cairn.interviews.tasks.take_back",),
    # It has a time, or needs none any more: nobody is to worry about a breach.
    "interviews.planned": ("cairn.planner.tasks.settle",),
    "interviews.held": ("cairn.planner.tasks.settle",),
    "interviews.answered": ("cairn.planner.tasks.settle",),
    "interviews.taken_back": ("cairn.planner.tasks.settle",),
    "missing.return_changed": ("cairn.interviews.tasks.count_again",),
    "missing.reopened": (
        "cairn.missing.tasks.tell_who_work",
        "cairn.interviews.tasks.take_back",
    ),
    # A contact waits for the CERAR manager; one that was added to a pathway is for who leads in it.
    "pathways.contact_recorded": ("cairn.pathways.tasks.call_to_screen",),
    "pathways.screened": ("cairn.pathways.tasks.tell_of_contact",),
    # Who may open the child's record changed: a contact that waits must not lie where nobody sees it.
    "children.restricted": ("cairn.pathways.tasks.call_again_to_screen",),
    "children.involvement_ended": ("cairn.pathways.tasks.call_again_to_screen",),
    "children.changed": ("cairn.pathways.tasks.call_again_to_screen",),
    # What is decided in a pathway is for those who work with the child.
    "pathways.opened": ("cairn.pathways.tasks.tell_who_work",),
    "pathways.level_set": ("cairn.pathways.tasks.tell_who_work",),
    "pathways.closed": ("cairn.pathways.tasks.tell_who_work",),
    "pathways.reopened": ("cairn.pathways.tasks.tell_who_work",),
    # Another council is asked to take a pathway, and answers.
    "pathways.offered": ("cairn.pathways.tasks.call_to_answer",),
    "pathways.answered": ("cairn.pathways.tasks.tell_who_asked",),
}
