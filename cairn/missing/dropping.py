"""The folder into which a mailbox or a file transfer drops notifications.

A file is claimed by renaming it, taken in one transaction, and then laid aside: in done/, or in
refused/ with the reason beside it. Whatever was claimed and not laid aside is taken up again, and
nothing is done twice. Only plain files are read: no links, no pipes, and no more than may be in one.
"""

import os
import stat
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import structlog

log = structlog.get_logger("cairn.missing")

TAKING, DONE, REFUSED = "taking", "done", "refused"
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")
SETTLED = 10.0  # seconds since the last change: who writes slowly may not have finished
LONGEST_NAME = 120  # bytes: what is put before and behind it has room
MOST_READ = 5_000_001  # bytes: one more than a file may have, which is then refused
Take = Callable[[str, str, bytes], list[str]]  # claimed name, name, content -> reasons


def take_all(folder: Path, take: Take) -> int:
    """How many files were laid aside. One that fails keeps no other from being taken."""
    for name in (TAKING, DONE, REFUSED):
        (folder / name).mkdir(exist_ok=True)
        if (folder / name).is_symlink():
            raise OSError(f"{name} is a link, and leads elsewhere.")
    for path in sorted(folder.iterdir()):
        if _is_ready(path):
            path.rename(folder / TAKING / f"{uuid.uuid4().hex[:12]}~{_plain(path.name)}")
    number, failed = 0, None
    for claimed in sorted(one for one in (folder / TAKING).iterdir() if _is_plain_file(one)):
        try:
            before, content = _read(claimed)
            reasons = take(claimed.name, claimed.name.partition("~")[2], content)
            if _as_it_is(claimed) != before:  # somebody still writes: it is taken again as a whole
                claimed.rename(folder / claimed.name.partition("~")[2])
                continue
            _lay_aside(claimed, folder, reasons)
            number += 1
        except Exception as problem:  # it stays claimed, and is tried again in a minute
            log.error("a file was not taken", error=type(problem).__name__)
            failed = problem
    if failed:
        raise failed
    return number


def _is_ready(path: Path) -> bool:
    if path.name.startswith(".") or path.name.lower().endswith(UNFINISHED):
        return False
    return _is_plain_file(path) and time.time() - path.lstat().st_mtime >= SETTLED


def _is_plain_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _plain(name: str) -> str:
    """A name that fits and can be kept as text. What it ends in says how it is read."""
    plain = os.fsencode(name).decode("utf-8", "replace").replace("�", "_")
    return plain.encode()[-LONGEST_NAME:].decode("utf-8", "ignore")


def _read(claimed: Path) -> tuple[tuple[int, int], bytes]:
    """How it is now, and what stands in it. No link is followed, and nothing is waited for."""
    opened = os.open(claimed, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as file:
        said = os.fstat(file.fileno())
        return (said.st_size, said.st_mtime_ns), file.read(MOST_READ)


def _as_it_is(claimed: Path) -> tuple[int, int]:
    said = claimed.lstat()
    return said.st_size, said.st_mtime_ns


def _lay_aside(claimed: Path, folder: Path, reasons: list[str]) -> None:
    if reasons:
        beside = folder / REFUSED / f"{claimed.name}.reason.txt"
        beside.write_text("\n".join(reasons) + "\n", encoding="utf-8")
    claimed.rename(folder / (REFUSED if reasons else DONE) / claimed.name)
