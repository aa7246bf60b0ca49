"""The pages of intelligence: make and change strands, read them."""

from cairn.intelligence.views.making import change, make
from cairn.intelligence.views.reading import (
    child_strands,
    record_spreadsheet,
    record_strands,
    source,
    spreadsheet,
    strand,
    strand_list,
    version,
)

__all__ = [
    "change",
    "child_strands",
    "make",
    "record_spreadsheet",
    "record_strands",
    "source",
    "spreadsheet",
    "strand",
    "strand_list",
    "version",
]
