"""What follows from what: the one place where the flow between chapters is read.

Event -> the reactions that run after it, from the queue, at least once, once in effect.
"""

REACTIONS: dict[str, tuple[str, ...]] = {
    # The desk asked, or decided: whoever sent it while signed in hears that something is new.
    "submissions.asked": ("cairn.submissions.tasks.tell_sender",),
    "submissions.finished": ("cairn.submissions.tasks.tell_sender",),
    # Somebody left and named a colleague: the children who were theirs go to that colleague.
    "accounts.handed_over": ("cairn.children.tasks.hand_over_involvements",),
    # A record was opened, or asked for, in an emergency: its owners and governance hear of it.
    "children.opened_in_emergency": ("cairn.children.tasks.tell_of_emergency",),
    "children.emergency_refused": ("cairn.children.tasks.tell_of_emergency",),
    # Something arrived that cannot wait: the whole desk hears of it at once.
    "submissions.sent": ("cairn.triage.tasks.tell_the_desk",),
    # The submitter wrote back: who has it hears of it, and what was decided comes back to be read.
    "submissions.answered": ("cairn.triage.tasks.hear_submitter",),
    "submissions.added_to": ("cairn.triage.tasks.hear_submitter",),
    # Somebody left: what they had goes back to the queue.
    "accounts.ended": ("cairn.triage.tasks.release_what_they_had",),
    # A strand names a child: the child's lead practitioner hears of it, or the desk that they cannot.
    "intelligence.strand_named_child": ("cairn.intelligence.tasks.tell_lead_practitioner",),
}
