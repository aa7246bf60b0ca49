"""A process that has loaded all of Cairn and forks its parts: they start in a moment, not in seconds.

It is told a part's command and environment on a line, and answers with the number of its process.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence


class Part:
    """A part of the service that a nursery has forked, as subprocess.Popen is one that it started."""

    def __init__(self, pid: int):
        self.pid = pid

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while self._lives():
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("a part of the service", seconds)
            time.sleep(0.02)

    def _lives(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True


class Nursery:
    """Started once, with what all the parts are told."""

    def __init__(self, environment: dict[str, str], folder: str | os.PathLike[str]):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.nursery"], env=environment, cwd=folder, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def start(self, work: Sequence[str], environment: dict[str, str]) -> Part:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps([work, environment]), file=self.process.stdin, flush=True)
        return Part(int(self.process.stdout.readline()))

    def close(self) -> None:
        self.process.communicate()  # it ends with what it is told


def _load() -> None:
    """All that the parts load as they start. No connection stays open: each has its own."""
    import django
    from django.db import connections

    django.setup()
    from cairn.accounts.live import server as _live  # noqa: F401
    from cairn.foundation import server

    server.warm_up()
    server.warm_up = lambda: None  # every part is warm as it is forked
    connections.close_all()


def _become(work: list[str], environment: dict[str, str]) -> None:
    """The part: from here on as if it had been started by its command."""
    from django.core.management import execute_from_command_line

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    os.environ.update(environment)
    if "CAIRN_CLOCK_FILE" in environment:
        from tests.journeys import moved

        moved.move()
    sys.argv = ["cairn", *work]
    execute_from_command_line(sys.argv)


def main() -> None:
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here waits for a part's end
    for line in sys.stdin:
        work, environment = json.loads(line)
        pid = os.fork()
        if pid:
            print(pid, flush=True)
            continue
        code = 0
        try:
            _become(work, environment)
        except SystemExit as end:
            code = int(end.code or 0) if isinstance(end.code, int | None) else 1
        except BaseException:
            traceback.print_exc()
            code = 1
        finally:
            os._exit(code)


if __name__ == "__main__":
    main()
