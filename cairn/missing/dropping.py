"""The folder into which a mailbox or a file transfer drops notifications.

A file is claimed by renaming it, taken in one transaction, and then laid aside: in done/, or in
refused/ with the reason beside it. Whatever was claimed and not laid aside is taken up again, and
nothing is done twice.
"""

import time
import uuid
from collections.abc import Callable
from pathlib import Path

import structlog

log = structlog.get_logger("cairn.missing")

TAKING, DONE, REFUSED = "taking", "done", "refused"
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")
SETTLED = 2.0  # seconds since the last change: who writes slowly may not have finished
Take = Callable[[str, str, bytes], list[str]]  # claimed name, name, content -> reasons


def take_all(folder: Path, take: Take) -> int:
    """How many files were laid aside. One that fails keeps no other from being taken."""
    for name in (TAKING, DONE, REFUSED):
        (folder / name).mkdir(exist_ok=True)
    for path in sorted(folder.iterdir()):
        if _is_ready(path):
            path.rename(folder / TAKING / f"{uuid.uuid4().hex[:12]}~{path.name}")
    number, failed = 0, None
    for claimed in sorted((folder / TAKING).iterdir()):
        try:
            reasons = take(claimed.name, claimed.name.partition("~")[2], claimed.read_bytes())
            _lay_aside(claimed, folder, reasons)
            number += 1
        except Exception as problem:  # it stays claimed, and is tried again in a minute
            log.error("a file was not taken", error=type(problem).__name__)
            failed = problem
    if failed:
        raise failed
    return number


def _is_ready(path: Path) -> bool:
    if path.name.startswith(".") or path.name.lower().endswith(UNFINISHED) or path.is_symlink():
        return False
    return path.is_file() and time.time() - path.stat().st_mtime >= SETTLED


def _lay_aside(claimed: Path, folder: Path, reasons: list[str]) -> None:
    if reasons:
        beside = folder / REFUSED / f"{claimed.name}.reason.txt"
        beside.write_text("\n".join(reasons) + "\n", encoding="utf-8")
    claimed.rename(folder / (REFUSED if reasons else DONE) / claimed.name)
