"""A whole Cairn of its own: PostgreSQL in a scratch folder, profile, web, worker, live and a mail server.

For the measurements and the faults. It listens on this machine only, shares nothing with the demo
or the tests, and whatever ends the process that started it ends all of it.
"""

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools import ROOT, VAR, assets, pgdev
from tools.progress import end_group, spawn, step

BIN = Path(sys.executable).parent
CAIRN = BIN / "cairn"
READY_WITHIN = 90.0  # seconds
# As in production: nothing that a commit promised may be lost.
DURABLE: Mapping[str, str] = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


class NotReady(RuntimeError):
    """A part did not come up; the message ends with its last words."""


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Part:
    """One process of the stack, in a group of its own."""

    name: str
    command: list
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = spawn(
                self.command,
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        assert self.process is not None, f"the {self.name} was not started"
        return self.process.pid

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self, grace: float = 10.0) -> None:
        if self.process:
            end_group(self.process, grace)

    def again(self) -> None:
        """Clear what is left of it, and start it."""
        self.stop(grace=0)
        self.start()

    def family(self) -> list[int]:
        """The living processes of its group: the one that was started and its children."""
        return sorted(pid for pid, group in process_groups() if group == self.pid)

    def last_words(self, lines: int = 25) -> str:
        said = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join([f"The end of {self.log}:", *said[-lines:]])


def process_groups() -> Iterator[tuple[int, int]]:
    """Each living process with its group."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                after_name = (entry / "stat").read_text().rpartition(")")[2].split()
                if after_name[0] not in "ZX":
                    yield int(entry.name), int(after_name[2])


@dataclass
class Stack:
    """The parts of one copy of the service, in `folder`; the database may stand elsewhere."""

    folder: Path
    datadir: Path | None = None
    database: str = "cairn"
    server: Mapping[str, str] = field(default_factory=lambda: DURABLE)
    surroundings: Mapping[str, str] = field(default_factory=dict)
    workers: int = 2
    threads: int = 4
    port: int = field(default_factory=free_port)
    mail_port: int = field(default_factory=free_port)
    live_port: int = field(default_factory=free_port)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(50))

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.datadir = self.datadir or self.folder / "pg"
        self.environment = self._environment()
        self.web = self._part("web", self._serve())
        self.worker = self._part("worker", [CAIRN, "worker"])
        self.live = self._part("live", [CAIRN, "live", "--port", str(self.live_port)])
        sink = ["-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink"]
        self.mail = self._part("mail", [sys.executable, *sink, "-l", f"127.0.0.1:{self.mail_port}"])

    @property
    def url(self) -> str:
        return pgdev.url(self.datadir, self.database)

    def _serve(self) -> list:
        size = ["--workers", str(self.workers), "--threads", str(self.threads)]
        return [CAIRN, "serve", "--port", str(self.port), *size]

    def _environment(self) -> dict[str, str]:
        # The demo's stage: the one in which a fictional county may exist.
        vendor = self.folder / "static-vendor"
        if not vendor.is_symlink():
            vendor.symlink_to(assets.OUT.resolve())
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")},
            "CAIRN_ENV": "demo",
            "CAIRN_VAR_DIR": str(self.folder),
            "CAIRN_SECRET_KEY": self.secret,
            "CAIRN_RECEIPT_KEY": self.secret,
            "CAIRN_PUBLIC_ADDRESS": f"http://localhost:{self.port}",
            "CAIRN_LIVE_ADDRESS": f"http://localhost:{self.live_port}",
            "CAIRN_SMTP_HOST": "127.0.0.1",
            "CAIRN_SMTP_PORT": str(self.mail_port),
            "DATABASE_URL": self.url,
            "CAIRN_SMTP_TLS": "0",
            "PYTHONUNBUFFERED": "1",
            **self.surroundings,
        }

    def _part(self, name: str, command: list) -> Part:
        return Part(name, command, self.environment, self.folder / f"{name}.log")

    def start_database(self) -> None:
        pgdev.start(self.datadir, database=self.database, settings=self.server, tied=True)

    def manage(self, title: str, *arguments: str) -> str:
        """Run a management command to its end, showing the time it takes."""
        return step(title, [CAIRN, *arguments], env=self.environment, cwd=ROOT)

    def prepare(self) -> None:
        """An empty service with the county's profile in it. Nothing is done twice."""
        self.start_database()
        self.manage("Preparing the database", "migrate", "--verbosity", "0")
        profile = ["profiles/cumbria", "--overlay", "profiles/demo-overlay"]
        self.manage("Loading the profile", "load_profile", *profile)
        self.manage("Loading the assessment tools", "load_tools", "profiles/cumbria/tools")
        self.manage("Collecting static files", "collectstatic", "--noinput", "--verbosity", "0")

    def start(self) -> None:
        """Every part; returns when the web and the live process say that they are well."""
        for part in (self.mail, self.web, self.worker, self.live):
            part.start()
        self.wait_until_healthy()

    def wait_until_healthy(self, patience: float = READY_WITHIN) -> None:
        deadline = time.monotonic() + patience
        answer = "no answer"
        while time.monotonic() < deadline:
            answer = self.health()
            if answer == "200" == self.health(self.live_port, "/live/healthz"):
                return
            if self.web.has_ended():
                break
            time.sleep(0.1)
        words = "\n".join(part.last_words() for part in (self.web, self.worker, self.live))
        raise NotReady(f"No 200 from /healthz (last: {answer}).\n{words}")

    def health(self, port: int = 0, path: str = "/healthz") -> str:
        """The status that a part says of itself, or why it says nothing. The web, if none is named."""
        port = port or self.port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as problem:
            return str(problem) or type(problem).__name__
        finally:
            connection.close()

    def stop(self, *, database: bool = True) -> None:
        for part in (self.web, self.worker, self.live, self.mail):
            part.stop()
        if database:
            pgdev.stop(self.datadir)


def memory(pids: list[int]) -> int:
    """Bytes of these processes together; what they share is counted once (PSS)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


@contextlib.contextmanager
def leaving_in_order() -> Iterator[None]:
    """Turn signals into an orderly end, once: a second Ctrl-C shall not interrupt the stopping."""
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

    def leave(number: int, _frame) -> None:
        for other in numbers:
            signal.signal(other, signal.SIG_IGN)
        sys.exit(128 + number)

    before = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def scratch(name: str) -> Path:
    """The folder of this checkout for such runs; var/ is never committed."""
    folder = VAR / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
