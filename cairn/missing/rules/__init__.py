"""What is true of missing episodes: what joins, what may be said, who is asked, the 72
hours, what repeats.
"""

from cairn.missing.rules import calling, episodes, joining, patterns, seventy_two

__all__ = ["calling", "episodes", "joining", "patterns", "seventy_two"]
