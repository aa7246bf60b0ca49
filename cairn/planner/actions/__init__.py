"""What people do with the planner, and what follows by itself."""

from cairn.planner.actions.arranging import arrange, hand_over, say_town
from cairn.planner.actions.reading import export_due, export_team, look, look_at_one, read_week
from cairn.planner.actions.time import change_away, say_away, say_week, take_back_away
from cairn.planner.actions.warning import settle, warn

__all__ = [
    "arrange",
    "change_away",
    "export_due",
    "export_team",
    "hand_over",
    "look",
    "look_at_one",
    "read_week",
    "say_away",
    "say_town",
    "say_week",
    "settle",
    "take_back_away",
    "warn",
]
