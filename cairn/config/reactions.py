"""What follows from what: the one place where the flow between chapters is read.

Event -> the reactions that run after it, from the queue, at least once, once in effect.
"""

REACTIONS: dict[str, tuple[str, ...]] = {}
