"""What people do with intelligence: make, change and read strands, and hear of them."""

from cairn.intelligence.actions.changing import change_strand
from cairn.intelligence.actions.making import make_strand
from cairn.intelligence.actions.reading import (
    export_strands,
    find_records,
    list_strands,
    offer_records,
    open_desk,
    read_source,
    read_strand,
    read_strands_naming,
    read_strands_of_child,
    read_version,
)
from cairn.intelligence.actions.telling import tell_lead_practitioner

__all__ = [
    "change_strand",
    "export_strands",
    "find_records",
    "list_strands",
    "make_strand",
    "offer_records",
    "open_desk",
    "read_source",
    "read_strand",
    "read_strands_naming",
    "read_strands_of_child",
    "read_version",
    "tell_lead_practitioner",
]
