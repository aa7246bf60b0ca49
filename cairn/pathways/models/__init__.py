"""What we keep of CERAR."""

from cairn.pathways.models.pathways import (
    Contact,
    Ending,
    LevelSet,
    Pathway,
    Review,
    Screening,
    Transfer,
)
from cairn.pathways.models.tracker import Latest, SavedView, WorkerNeed

__all__ = [
    "Contact",
    "Ending",
    "Latest",
    "LevelSet",
    "Pathway",
    "Review",
    "SavedView",
    "Screening",
    "Transfer",
    "WorkerNeed",
]
