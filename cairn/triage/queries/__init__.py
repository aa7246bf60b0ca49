"""What the desk may read: the queue, one item and what became of it, and whom to tell next."""

from cairn.triage.queries.escalation import (
    areas_where_nobody_is_told,
    desk,
    standards,
    to_tell,
    waiting_too_long,
)
from cairn.triage.queries.items import (
    Item,
    colleagues,
    item,
    onlookers,
    standing,
    stands,
    to_change,
)
from cairn.triage.queries.queue import (
    Line,
    QueuePage,
    for_spreadsheet,
    queue,
    queue_version,
)

__all__ = [
    "Item",
    "Line",
    "QueuePage",
    "areas_where_nobody_is_told",
    "colleagues",
    "desk",
    "for_spreadsheet",
    "item",
    "onlookers",
    "queue",
    "queue_version",
    "standards",
    "standing",
    "stands",
    "to_change",
    "to_tell",
    "waiting_too_long",
]
