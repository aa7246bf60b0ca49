"""The whole service on one machine, with a fictional county in it. Ctrl-C stops all of it.

usage: python -m tools.demo [--port 8000]

Database, keys and logs stay in var/, so a second run goes on where the first one stopped.
"""

import argparse
import contextlib
import fcntl
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools import ROOT, VAR, assets, pgdev, shown
from tools.progress import end_group, say, spawn, step

CAIRN = Path(sys.executable).parent / "cairn"
DATABASE = "cairn"
STEPS = (
    ("Preparing the database", ["migrate", "--verbosity", "0"]),
    (
        "Loading the Cumbria profile",
        ["load_profile", "profiles/cumbria", "--overlay", "profiles/demo-overlay"],
    ),
    ("Loading the assessment tools", ["load_tools", "profiles/cumbria/tools"]),
    ("Building the fictional county", ["build_county", "--size", "demo", "--seed", "1"]),
    ("Collecting static files", ["collectstatic", "--noinput", "--verbosity", "0"]),
)
READY_WITHIN = 90.0  # seconds
RESTARTS, WITHIN = 5, 60.0  # a part that ends more often than this stays down, and the demo with it

SCREEN = """
  Cairn is running, with a fictional county in it.

    Look here               http://localhost:{port}/
    Be one of these people  http://localhost:{port}/demo/people
    Mail that was sent      http://localhost:{port}/demo/mail

    Logs                    {web}
                            {worker}
                            {live}
    To stop                 Ctrl-C. Nothing is lost; `make demo` goes on from here.
    To start afresh         make clean, then make demo
"""


@dataclass
class Part:
    """A process that the demo keeps running."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    ended_at: list[float] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return VAR / f"demo-{self.name}.log"

    def start(self) -> None:
        # A group of its own: Ctrl-C reaches the supervisor only, which ends the parts in order.
        with self.log.open("ab") as log:
            self.process = spawn(
                self.command,
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def stop(self) -> None:
        if self.process:
            end_group(self.process)

    def keep_running(self) -> None:
        """Start it again if it has ended; give up, aloud, when that happens too often."""
        status = self.process.poll()
        if status is None:
            return
        now = time.monotonic()
        self.ended_at = [moment for moment in self.ended_at if now - moment < WITHIN] + [now]
        if len(self.ended_at) > RESTARTS:
            times = len(self.ended_at)
            sys.exit(f"The {self.name} ended {times} times in a minute.\n{self.last_words()}")
        say(f"  The {self.name} ended (status {status}). Starting it again; see {shown(self.log)}.")
        end_group(self.process, grace=0)  # whatever it left behind still holds the port
        self.start()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-15:]
        return "\n".join([f"The end of {shown(self.log)}:", *lines])


def reason_port_is_no_use(port: int) -> str | None:
    """Why the web process could not listen there, or None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except PermissionError:
            return f"Port {port} is only for root. Choose one above 1023: make demo PORT=8001"
        except OverflowError:
            return f"There is no port {port}. Choose one from 1024 to 65535: make demo PORT=8001"
        except OSError:
            return f"Port {port} is in use. Choose another: make demo PORT={port + 1}"
    return None


def secret_key(path: Path = VAR / "demo-secret") -> str:
    """The key that signs this checkout's sessions: made once, readable by its owner only."""
    with contextlib.suppress(FileExistsError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


@contextlib.contextmanager
def only_one(path: Path = VAR / "demo.lock") -> Iterator[None]:
    """One demo of a checkout at a time: two would stop the database under each other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(
                "The demo of this checkout is already running. Use that one, or stop it first."
            )
        yield


def start_database() -> str:
    """The database's address, after starting a private server if none was given."""
    return pgdev.ensure(pgdev.DEMO_FOLDER, database=DATABASE, tied=True)


def prepare(port: int) -> dict[str, str]:
    """Everything before the first page. Returns the environment of the parts."""
    if not CAIRN.exists():
        sys.exit("Cairn is not installed in .venv. Run `make venv`.")
    assets.ensure()
    say("  Starting the database")
    environment = {
        **os.environ,
        "CAIRN_ENV": "demo",
        "CAIRN_SECRET_KEY": secret_key(),
        "CAIRN_PUBLIC_ADDRESS": f"http://localhost:{port}",
        "CAIRN_LIVE_ADDRESS": f"http://localhost:{port + 1}",
        "DATABASE_URL": start_database(),
        "PYTHONUNBUFFERED": "1",
    }
    for title, arguments in STEPS:
        step(title, [CAIRN, *arguments], env=environment, cwd=ROOT)
    return environment


def wait_until_healthy(port: int, parts: list[Part]) -> None:
    """Wait for /healthz to answer 200, keeping the parts running meanwhile."""
    started = time.monotonic()
    said = 0.0
    answer = "no answer"
    while time.monotonic() - started < READY_WITHIN:
        answer = health(port)
        if answer == "200":
            return
        for part in parts:
            part.keep_running()
        if time.monotonic() - started - said >= 2:
            said = time.monotonic() - started
            say(f"  Waiting for the first page … {said:.0f} s")
        time.sleep(0.2)
    words = "\n".join(part.last_words() for part in parts)
    sys.exit(f"No 200 from /healthz in {READY_WITHIN:.0f} seconds (last: {answer}).\n{words}")


def health(port: int) -> str:
    """The status of GET /healthz, or why there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as problem:
        return str(problem)
    finally:
        connection.close()


def supervise(parts: list[Part], ours: bool) -> None:
    """Keep everything running until somebody says stop."""
    while True:
        for part in parts:
            part.keep_running()
        if ours and not pgdev.processes(pgdev.DEMO_FOLDER):
            say("  The database ended. Starting it again.")
            start_database()
        time.sleep(1)


def run(port: int) -> None:
    """Prepare, start, wait, watch; whatever ends it, end what it started."""
    ours = "DATABASE_URL" not in os.environ and not pgdev.answers(pgdev.DEMO_FOLDER)
    parts: list[Part] = []
    try:
        environment = prepare(port)
        parts = [
            Part("web", [str(CAIRN), "serve", "--port", str(port)], environment),
            Part("worker", [str(CAIRN), "worker"], environment),
            Part("live", [str(CAIRN), "live", "--port", str(port + 1)], environment),
        ]
        for part in parts:
            part.start()
        wait_until_healthy(port, parts)
        logs = {part.name: shown(part.log) for part in parts}
        print(SCREEN.format(port=port, **logs), flush=True)
        supervise(parts, ours)
    finally:
        for part in parts:
            part.stop()
        if ours:
            pgdev.stop(pgdev.DEMO_FOLDER)
        if parts:
            say("  Stopped.")


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _leave)
    for wanted in (port, port + 1):  # the pages, and what tells open pages that something is new
        if reason := reason_port_is_no_use(wanted):
            sys.exit(reason)
    with only_one():
        run(port)


def _leave(number: int, _frame) -> None:
    # Once: a second Ctrl-C shall not interrupt the stopping of the parts.
    for other in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(other, signal.SIG_IGN)
    say("\n  Stopping …")
    sys.exit(0)


if __name__ == "__main__":
    main()
