"""Many clients at once, each a process of its own, and what they measured.

Threads of one Python would wait for each other. The clients run on the same cores as the service:
what they take, it does not have, and the figures are the lower for it.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import statistics
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FORK = multiprocessing.get_context("fork")
PR_SET_PDEATHSIG = 1
SETTLE = 60.0  # seconds for all clients to be ready

# A client's work: called with the client's number, gives what is to be repeated and timed.
Work = Callable[[int], Callable[[], None]]


class Exhausted(Exception):
    """The work says that there is no more of it: what was prepared is used up."""


@dataclass
class Round:
    """What one stretch of load gave."""

    clients: int
    seconds: float
    latencies: list[float] = field(default_factory=list)  # seconds, of what succeeded
    errors: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        return percentile(self.latencies, share)


@dataclass(frozen=True)
class Figures:
    """Several rounds of the same, summed up. Times in milliseconds."""

    clients: int
    count: int
    errors: int
    per_second: tuple[float, float, float]  # lowest, middle, highest of the rounds
    p50: tuple[float, float, float]
    p95: tuple[float, float, float]
    first_error: str = ""

    @classmethod
    def of(cls, rounds: Sequence[Round]) -> "Figures":
        assert rounds, "there was no round"
        errors = [error for one in rounds for error in one.errors]
        return cls(
            clients=rounds[0].clients,
            count=sum(len(one.latencies) for one in rounds),
            errors=len(errors),
            per_second=spread([one.per_second for one in rounds]),
            p50=spread([1000 * one.percentile(0.50) for one in rounds]),
            p95=spread([1000 * one.percentile(0.95) for one in rounds]),
            first_error=errors[0] if errors else "",
        )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed; NaN where there is none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    # Exact: 0.95 of 20 values is the 19th, whatever floating point makes of the product.
    rank = -(-len(ordered) * round(share * 1000) // 1000)
    return ordered[max(rank, 1) - 1]


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Lowest, middle and highest."""
    return min(values), statistics.median(values), max(values)


def run(work: Work, *, clients: int, seconds: float, warm_up: float = 0.0) -> Round:
    """Let the clients repeat their work for so long. What happens in the warm-up is not counted."""
    barrier = FORK.Barrier(clients + 1)
    processes, ends = [], []
    for number in range(clients):
        here, there = FORK.Pipe(duplex=False)
        process = FORK.Process(
            target=_client, args=(work, number, seconds, warm_up, barrier, there, os.getpid())
        )
        process.start()
        there.close()
        processes.append(process)
        ends.append(here)
    try:
        return _gather(clients, seconds, warm_up, barrier, ends)
    finally:
        for process in processes:
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()


def _gather(clients: int, seconds: float, warm_up: float, barrier, ends: list) -> Round:
    result = Round(clients, seconds)
    try:
        barrier.wait(SETTLE)
    except Exception:  # a client that failed to get ready breaks the barrier and says why below
        barrier.abort()
    deadline = time.monotonic() + warm_up + seconds + SETTLE
    spans = []
    for number, end in enumerate(ends):
        if not end.poll(max(0.0, deadline - time.monotonic())):
            result.errors.append(f"client {number} did not end in time")
            continue
        try:
            latencies, errors, span = end.recv()
        except EOFError:
            result.errors.append(f"client {number} ended without a word")
            continue
        result.latencies += latencies
        result.errors += errors
        spans.append(span)
    # The time in which all of it happened: the last request may end after the bell.
    result.seconds = max(spans, default=seconds)
    return result


def _client(work: Work, number: int, seconds: float, warm_up: float, barrier, end, parent) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    for other in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(other, signal.SIG_DFL)
    latencies: list[float] = []
    errors: list[str] = []
    span = seconds
    try:
        once = work(number)
        barrier.wait(SETTLE)
        gc.freeze()
        gc.disable()  # a pause of the measuring instrument is not the service's
        _repeat(once, warm_up, [], errors)
        started = time.perf_counter()
        _repeat(once, seconds, latencies, errors)
        span = time.perf_counter() - started
    except BaseException:
        barrier.abort()
        errors.append(traceback.format_exc(limit=3))
    end.send((latencies, errors, span))
    end.close()
    os._exit(0)


def _repeat(once: Callable[[], None], seconds: float, latencies: list, errors: list) -> None:
    until = time.perf_counter() + seconds
    while (started := time.perf_counter()) < until:
        try:
            once()
        except Exhausted:
            return
        except Exception as problem:
            errors.append(f"{type(problem).__name__}: {problem}"[:300])
            if len(errors) > 1000:
                return
            continue
        latencies.append(time.perf_counter() - started)
