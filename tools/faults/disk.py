"""A disk that can be full: a small file system for the database where we may mount one.

Where we may not, the server's processes are forbidden to write beyond a file's present size, which
to them looks much the same.
"""

import contextlib
import os
import resource
import subprocess
from pathlib import Path
from typing import Protocol

from tools.pgprocess import processes

SIZE = 1024 * 1024 * 1024
CHUNK = 1024 * 1024
SMALLEST = 64 * 1024  # bytes that a file may always have, where sizes are limited


class Disk(Protocol):
    """What the database stands on."""

    how: str

    def fill(self) -> None: ...
    def free(self) -> None: ...
    def remove(self) -> None: ...


class SmallFileSystem:
    """A file system in memory. A kill loses nothing of it that it would keep on another one."""

    how = f"a file system of {SIZE // CHUNK} MB, filled to the last byte"

    def __init__(self, folder: Path):
        self.folder = folder
        self.ballast = folder / "ballast"

    @classmethod
    def mounted(cls, folder: Path) -> "SmallFileSystem | None":
        """One at this place, or None where this machine does not allow it."""
        folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", folder]
        try:
            made = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            return None
        return cls(folder) if made.returncode == 0 else None

    def fill(self) -> None:
        block = bytes(CHUNK)
        with open(self.ballast, "ab", buffering=0) as file:
            size = CHUNK
            while size:
                try:
                    file.write(block[:size])
                except OSError:  # full: try to put in a smaller piece
                    size //= 2

    def free(self) -> None:
        self.ballast.unlink(missing_ok=True)

    def remove(self) -> None:
        with contextlib.suppress(OSError):
            unmounted = subprocess.run(["umount", self.folder], capture_output=True, check=False)
            if unmounted.returncode:
                subprocess.run(["umount", "-l", self.folder], capture_output=True, check=False)


class LimitedFiles:
    """The server's processes may not make any file longer than the middle one is now."""

    how = "a limit on the size of the server's files (no file system could be mounted)"

    def __init__(self, datadir: Path):
        self.datadir = datadir

    def fill(self) -> None:
        sizes = sorted(
            path.stat().st_size for path in self.datadir.glob("base/*/*") if path.is_file()
        )
        self._limit(max(SMALLEST, sizes[len(sizes) // 2] if sizes else 0))

    def free(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def remove(self) -> None:
        self.free()

    def _limit(self, size: int) -> None:
        for pid in processes(self.datadir):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                soft = hard if size == resource.RLIM_INFINITY else size
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def under(folder: Path) -> tuple[Disk, Path]:
    """The disk to use for a database in this folder, and the place of the database on it."""
    place = folder / "disk"
    if os.path.ismount(place):  # left by a run that was killed
        SmallFileSystem(place).remove()
    if mounted := SmallFileSystem.mounted(place):
        return mounted, place / "pg"
    return LimitedFiles(folder / "pg"), folder / "pg"
