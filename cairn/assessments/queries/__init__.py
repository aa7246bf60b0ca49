"""What people may read of tools and assessments."""

from cairn.assessments.queries.tools import tools_in_force

__all__ = ["tools_in_force"]
