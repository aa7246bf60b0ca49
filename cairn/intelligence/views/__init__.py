"""The pages of intelligence: make and change strands, read them."""

from cairn.intelligence.views.making import change, make
from cairn.intelligence.views.reading import (
    child_strands,
    child_strands_spreadsheet,
    source,
    spreadsheet,
    strand,
    strand_list,
    version,
)

__all__ = [
    "change",
    "child_strands",
    "child_strands_spreadsheet",
    "make",
    "source",
    "spreadsheet",
    "strand",
    "strand_list",
    "version",
]
