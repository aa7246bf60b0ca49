"""What is true of tools, of scores and of assessments. No database, no request, no clock."""

from cairn.assessments.rules.files import Problem, Written, problems
from cairn.assessments.rules.loading import in_force, reason_not_to_load
from cairn.assessments.rules.scoring import (
    Given,
    Part,
    Prompt,
    Reason,
    Score,
    in_order,
    prompt,
    score,
)
from cairn.assessments.rules.tool import Band, Definition, Domain, Indicator

__all__ = [
    "Band",
    "Definition",
    "Domain",
    "Given",
    "Indicator",
    "Part",
    "Problem",
    "Prompt",
    "Reason",
    "Score",
    "Written",
    "in_force",
    "in_order",
    "problems",
    "prompt",
    "reason_not_to_load",
    "score",
]
