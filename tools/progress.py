"""Slow steps that say how long they have been going. It runs before there is a .venv.

usage: python3 -m tools.progress "What is happening" COMMAND [ARGUMENT ...]
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time

SAY_EVERY = {True: 1.0, False: 10.0}  # seconds between lines: on a terminal, in a log
FIRST_WORD_AFTER = 2.0
PR_SET_PDEATHSIG = 1  # from linux/prctl.h
TAIL_LINES = 25


class StepFailed(SystemExit):
    """A step ended badly; its last lines have been printed."""


def say(text: str) -> None:
    """One line for the person who waits. On stderr, so that stdout stays an answer."""
    print(text, file=sys.stderr, flush=True)


def spawn(
    command: list, *, ends_with_us: int | None = signal.SIGTERM, **options
) -> subprocess.Popen:
    """Start a child. The kernel sends it the signal when we are gone, even by kill -9."""
    parent = os.getpid()

    def tie() -> None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ends_with_us)
        if os.getppid() != parent:  # we died between the fork and the line above
            os._exit(1)

    # These tools have one thread, so the warning about threads does not apply.
    options["preexec_fn"] = tie if ends_with_us else None
    return subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, **options)


def end_group(process: subprocess.Popen, grace: float = 10.0) -> None:
    """Ask a child and everything it started to end; insist when the grace is over."""
    for number, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(patience)
            break
        except subprocess.TimeoutExpired:
            continue
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # those who outlived their leader


def step(title: str, command: list, **options) -> str:
    """Run a command to its end, showing the seconds as they pass, and return what it printed.

    Raises StepFailed with the command's exit status, after printing the last of its output.
    """
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        process = spawn(
            command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **options
        )
        try:
            _wait_aloud(process, title, started)
        finally:
            if process.poll() is None:
                end_group(process)
        output.seek(0)
        printed = output.read()
    _say_result(title, time.monotonic() - started, process.returncode)
    if process.returncode:
        say("\n".join(printed.splitlines()[-TAIL_LINES:]))
        raise StepFailed(process.returncode)
    return printed


def _wait_aloud(process: subprocess.Popen, title: str, started: float) -> None:
    on_terminal = sys.stderr.isatty()
    pause = FIRST_WORD_AFTER
    while True:
        try:
            process.wait(pause)
            return
        except subprocess.TimeoutExpired:
            seconds = time.monotonic() - started
            if on_terminal:
                print(f"\r  {title} … {seconds:.0f} s", end="", file=sys.stderr, flush=True)
            else:
                say(f"  {title} … {seconds:.0f} s")
            pause = SAY_EVERY[on_terminal]


def _say_result(title: str, seconds: float, status: int) -> None:
    start = "\r" if sys.stderr.isatty() else ""
    took = f" ({seconds:.0f} s)" if seconds >= FIRST_WORD_AFTER else ""
    say(
        f"{start}  {title}: {'done' if status == 0 else f'failed with status {status}'}{took}      "
    )


def main(arguments: list[str]) -> None:
    """The command line: a title, then the command."""
    if len(arguments) < 2:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        step(arguments[0], arguments[1:])
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
