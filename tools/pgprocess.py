"""The processes of one private PostgreSQL, found by the name that it carries in their titles."""

import contextlib
import hashlib
import os
import signal
import time
from pathlib import Path


def tag(datadir: Path) -> str:
    """The server's cluster_name, which stands in the title of each of its processes."""
    return "cairn-" + hashlib.sha256(str(datadir).encode()).hexdigest()[:12]


def processes(datadir: Path) -> list[int]:
    """The living processes of this folder's server."""
    title = tag(Path(datadir).resolve()).encode()
    found = []
    for entry in Path("/proc").iterdir():
        # A process may end while we look at it; a zombie has an empty command line.
        with contextlib.suppress(OSError):
            is_postgres = entry.name.isdecimal() and (entry / "comm").read_text() == "postgres\n"
            if is_postgres and title in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return sorted(found)


def postmaster(datadir: Path) -> int | None:
    """The process that the others belong to, or None if it does not live."""
    try:
        pid = int((Path(datadir) / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if pid in processes(datadir) else None


def signal_and_wait(datadir: Path, number: signal.Signals, patience: float) -> bool:
    """Signal the server and wait until it is gone; False if it is not.

    The postmaster tells the others. SIGKILL, and whatever comes when there is no postmaster, goes
    to each of them.
    """
    first = postmaster(datadir)
    everybody = number == signal.SIGKILL or first is None
    for pid in processes(datadir) if everybody else [first]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    deadline = time.monotonic() + patience
    while processes(datadir):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
