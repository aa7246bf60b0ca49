"""The chains' heads, written to a file outside the database.

A chain alone cannot show that its tail was cut off; a head that was noted elsewhere can. Operators
send this file where the database's own administrators cannot write.
"""

import json
import os
from collections.abc import Iterator

from django.conf import settings

from cairn.audit.models import ChainHead
from cairn.foundation import clock


def write() -> int:
    """Append every chain's head to the anchor file, and to disk. Returns how many."""
    heads = list(ChainHead.objects.order_by("chain"))
    settings.AUDIT_ANCHOR_FILE.parent.mkdir(parents=True, exist_ok=True)
    with settings.AUDIT_ANCHOR_FILE.open("a", encoding="utf-8") as file:
        for head in heads:
            line = {
                "at": clock.now().isoformat(),
                "chain": head.chain,
                "number": head.length,
                "digest": bytes(head.head).hex(),
            }
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(heads)


def read() -> Iterator[tuple[str, int, bytes]]:
    """Every anchor so far: chain, number and digest."""
    if not settings.AUDIT_ANCHOR_FILE.exists():
        return
    for line in settings.AUDIT_ANCHOR_FILE.read_text(encoding="utf-8").splitlines():
        anchor = json.loads(line)
        yield anchor["chain"], anchor["number"], bytes.fromhex(anchor["digest"])
