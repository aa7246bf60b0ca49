"""A private PostgreSQL in a folder of the checkout, for the demo, the tests and the measurements.

usage: python -m tools.pgdev start|stop|url [--test] [DATADIR]
       python -m tools.pgdev run [--test] [DATADIR] -- COMMAND [ARGUMENT ...]

It listens on a unix socket only, which only the person who started it can open. Where DATABASE_URL
is set, that database is used and nothing is started. --test trades durability on power loss for
speed, and its folder is var/pg-test instead of var/pg. "run" gives COMMAND the address in
DATABASE_URL, and stops afterwards what it started. Linux only.
"""

import argparse
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from tools import VAR, pgbin
from tools.pgprocess import postmaster, processes, signal_and_wait, tag
from tools.progress import say, spawn

USER = "cairn"
PORT = "5432"  # only a part of the socket's name; said everywhere, because PGPORT may say another
DEMO_FOLDER = VAR / "pg"
TEST_FOLDER = VAR / "pg-test"
# A killed server loses nothing with these; a machine that loses power may. synchronous_commit stays
# on, because the product refuses to start without it.
FAST: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off"}
# A socket's path may have 107 bytes, and PostgreSQL adds its file's name.
LONGEST_SOCKET_FOLDER = 85
PATIENCE = 60.0  # seconds for a start (it may have a crash to recover from) or an orderly stop


def ensure(datadir: Path = DEMO_FOLDER, **options) -> str:
    """The address of a database that answers: DATABASE_URL if set, else start()'s."""
    return os.environ.get("DATABASE_URL") or start(datadir, **options)


def start(
    datadir: Path,
    *,
    database: str = "postgres",
    settings: Mapping[str, str] | None = None,
    tied: bool = False,
) -> str:
    """Start the server of this folder unless it runs, make the database unless it is there.

    `settings` are server settings and count only for a server that this call starts.
    A `tied` server stops, in good order, when the process that started it is gone.
    """
    datadir = Path(datadir).resolve()
    with _locked(datadir):
        if not answers(datadir):
            binaries, prefix = pgbin.find(datadir), pgbin.unprivileged()
            if not (datadir / "PG_VERSION").exists():
                _initialise(datadir, binaries, prefix)
            _clear_after_a_kill(datadir)
            _launch(datadir, binaries, prefix, settings or {}, tied)
        if database != "postgres":
            _make_database(datadir, database)
    return url(datadir, database)


def stop(datadir: Path = DEMO_FOLDER) -> None:
    """Stop the server of this folder in good order; nothing happens if it does not run."""
    datadir = Path(datadir).resolve()
    if not datadir.exists():
        return
    with _locked(datadir):
        for number, patience in (
            (signal.SIGINT, PATIENCE),  # fast: clients are sent away, a checkpoint is written
            (signal.SIGQUIT, 5.0),  # at once: the next start recovers
            (signal.SIGKILL, 5.0),
        ):
            if signal_and_wait(datadir, number, patience):
                return
    sys.exit(f"PostgreSQL in {datadir} did not stop.")


def url(datadir: Path = DEMO_FOLDER, database: str = "postgres") -> str:
    """Where the server of this folder is reached, whether it runs or not."""
    folder = quote(str(_socket_folder(Path(datadir).resolve())), safe="/")
    return f"postgresql://{USER}@:{PORT}/{quote(database)}?host={folder}"


def answers(datadir: Path) -> bool:
    """Does a server of this folder accept connections now?

    Asked of pg_isready: after a kill -9, `pg_ctl status` can call a dead server alive.
    """
    datadir = Path(datadir).resolve()
    if not (datadir / "PG_VERSION").exists() or not processes(datadir):
        return False
    ask = [pgbin.find(datadir) / "pg_isready", "-q", "-U", USER, "-d", "postgres", "-p", PORT]
    return subprocess.run([*ask, "-h", _socket_folder(datadir)], check=False).returncode == 0


def _socket_folder(datadir: Path) -> Path:
    if len(os.fsencode(datadir)) <= LONGEST_SOCKET_FOLDER:
        return datadir
    return Path(tempfile.gettempdir()) / f"{tag(datadir)}-{os.geteuid()}"


@contextlib.contextmanager
def _locked(datadir: Path) -> Iterator[None]:
    """One start or stop of a folder at a time, among processes."""
    datadir.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{datadir}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _initialise(datadir: Path, binaries: Path, prefix: list[str]) -> None:
    """Make the folder beside its place and move it there whole, so that no half of one is left."""
    unfinished = Path(f"{datadir}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    if datadir.exists() and any(datadir.iterdir()):
        sys.exit(f"{datadir} is neither empty nor a PostgreSQL folder. Nothing was changed.")
    command = [*prefix, binaries / "initdb", f"--pgdata={unfinished}", f"--username={USER}"]
    command += ["--auth=trust", "--encoding=UTF8", "--text-search-config=english"]
    # C order with Unicode's letters: the same on every machine, and "Ë" is still a letter.
    command += ["--lc-collate=C", f"--lc-ctype={pgbin.ctype()}"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if made.returncode:
        sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")
    if datadir.exists():
        datadir.rmdir()
    unfinished.rename(datadir)


def _clear_after_a_kill(datadir: Path) -> None:
    """What a kill -9 leaves: lock files of nobody or a stranger, and orphans that still write."""
    deadline = time.monotonic() + PATIENCE
    while processes(datadir):
        if answers(datadir):
            return
        if postmaster(datadir) is None:
            # Orphans of a killed one: they must be gone before a new one starts.
            signal_and_wait(datadir, signal.SIGKILL, 5.0)
        elif time.monotonic() > deadline:
            sys.exit(f"PostgreSQL in {datadir} runs but does not answer: see its server.log.")
        time.sleep(0.1)
    # PostgreSQL would believe these: the pid may be a zombie's, or another program's by now.
    for left in (datadir / "postmaster.pid", _socket_folder(datadir) / f".s.PGSQL.{PORT}.lock"):
        left.unlink(missing_ok=True)


def _launch(datadir: Path, binaries: Path, prefix: list, settings: Mapping, tied: bool) -> None:
    if processes(datadir):
        return  # it had only been slow to answer
    socket_folder = _socket_folder(datadir)
    if socket_folder != datadir:
        _make_private(socket_folder, datadir)
    wanted = {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": f'"{socket_folder}"',
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "cluster_name": tag(datadir),
        "timezone": "UTC",
        **settings,
    }
    if tied:
        prefix = pgbin.tied(prefix)
    command = [*prefix, binaries / "postgres", "-D", datadir]
    command += [part for name, value in wanted.items() for part in ("-c", f"{name}={value}")]
    # A session of its own: Ctrl-C in the terminal is not for the database.
    with open(datadir / "server.log", "ab") as log:
        server = spawn(
            command,
            ends_with_us=signal.SIGINT if tied else None,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    _wait_until_it_answers(datadir, server)


def _make_private(folder: Path, datadir: Path) -> None:
    """A folder for the socket, owned as the data are. In /tmp, others may have been there first."""
    owner = datadir.stat()
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, owner.st_uid, owner.st_gid)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != owner.st_uid or found.st_mode & 0o077:
        sys.exit(f"{folder} is not ours alone. Remove it, or use a shorter path for the checkout.")


def _wait_until_it_answers(datadir: Path, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        if answers(datadir):
            # It outlives this process on purpose: Popen shall not warn about it.
            server.returncode = 0
            return
        time.sleep(0.05)
    last = (datadir / "server.log").read_text(errors="replace").splitlines()[-15:]
    sys.exit("\n".join([f"PostgreSQL in {datadir} did not start:", *last]))


def _make_database(datadir: Path, name: str) -> None:
    import psycopg  # here, because whoever needs no database of their own needs no driver
    from psycopg import sql

    with psycopg.connect(url(datadir), autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", [name])
        if not known.fetchone():
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))


def others_connected(datadir: Path) -> bool:
    """Is anybody but the asker using this server?"""
    import psycopg

    with psycopg.connect(url(datadir), autocommit=True) as connection:
        count = connection.execute(
            "select count(*) from pg_stat_activity"
            " where backend_type = 'client backend' and pid <> pg_backend_pid()"
        )
        return count.fetchone()[0] > 0


def run(datadir: Path, command: list[str], **options) -> int:
    """Run a command with DATABASE_URL set, and stop the server afterwards if this started it."""
    given = os.environ.get("DATABASE_URL")
    ours = not given and not answers(datadir)
    environment = {**os.environ, "DATABASE_URL": given or start(datadir, **options)}
    child = spawn(command, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the child too: we wait
    status = child.wait()
    if ours and answers(datadir) and not others_connected(datadir):
        stop(datadir)
    return status if status >= 0 else 128 - status


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    arguments = sys.argv[1:] if arguments is None else arguments
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    arguments, command = arguments[:cut], arguments[cut + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("verb", choices=["start", "stop", "url", "run"])
    parser.add_argument(
        "datadir", nargs="?", type=Path, help="default: var/pg, or var/pg-test with --test"
    )
    parser.add_argument("--test", action="store_true", help="fast settings, for tests only")
    wanted = parser.parse_intermixed_args(arguments)
    datadir = wanted.datadir or (TEST_FOLDER if wanted.test else DEMO_FOLDER)
    options = {"settings": FAST} if wanted.test else {}
    if wanted.verb == "run":
        if not command:
            parser.error("run needs a command after --")
        sys.exit(run(datadir, command, **options))
    if wanted.verb == "stop":
        stop(datadir)
    elif wanted.verb == "start":
        print(ensure(datadir, **options))
        if os.environ.get("DATABASE_URL"):
            say("DATABASE_URL is set: nothing was started.")
    else:
        print(os.environ.get("DATABASE_URL") or url(datadir))


if __name__ == "__main__":
    main()
