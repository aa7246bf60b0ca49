"""What people do with assessments, and how the tools come to be there."""

from cairn.assessments.actions.reading import (
    compare_assessments,
    export_assessment,
    export_assessments,
    export_comparison,
    list_assessments,
    open_to_write,
    read_assessment,
)
from cairn.assessments.actions.tools import ToolsRefused, load_tools
from cairn.assessments.actions.writing import (
    discard_assessment,
    finish_assessment,
    save_answers,
    start_assessment,
)

__all__ = [
    "ToolsRefused",
    "compare_assessments",
    "discard_assessment",
    "export_assessment",
    "export_assessments",
    "export_comparison",
    "finish_assessment",
    "list_assessments",
    "load_tools",
    "open_to_write",
    "read_assessment",
    "save_answers",
    "start_assessment",
]
