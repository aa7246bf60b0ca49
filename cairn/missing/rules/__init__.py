"""What is true of missing episodes: what joins, what may be said, who is asked, the 72 hours."""

from cairn.missing.rules import calling, episodes, joining, seventy_two

__all__ = ["calling", "episodes", "joining", "seventy_two"]
