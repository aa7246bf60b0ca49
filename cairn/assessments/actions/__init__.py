"""What people do with assessments, and how the tools come to be there."""

from cairn.assessments.actions.tools import ToolsRefused, load_tools

__all__ = ["ToolsRefused", "load_tools"]
