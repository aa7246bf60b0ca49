"""How much is measured, and what is aimed at. The small plan is for trying the tools themselves."""

from dataclasses import dataclass

from tools.bench.pages import PAGES, Page


@dataclass(frozen=True)
class Plan:
    """One run."""

    small: int  # submissions
    large: int
    rounds: int
    seconds: float  # of each round
    warm_up: float  # before each round, not counted
    page_clients: tuple[int, ...] = (1, 8)
    part_clients: tuple[int, ...] = (1, 4)  # of pages that belong to a part
    send_clients: tuple[int, ...] = (1, 4, 8, 64)
    way_clients: tuple[int, ...] = (1, 8, 64)
    folder: str = "bench"
    only: str = ""  # the pages of this part, and nothing that is sent in
    named: str = ""  # the pages with this in their name, and nothing that is sent in

    @property
    def pages(self) -> tuple[Page, ...]:
        of_this = (page for page in PAGES if self.only in ("", page.of))
        return tuple(page for page in of_this if self.named in page.name)

    @property
    def sends(self) -> bool:
        """Whether submissions are sent too."""
        return not (self.only or self.named)

    @property
    def sizes(self) -> tuple[int, int]:
        return self.small, self.large


FULL = Plan(small=1_000, large=1_000_000, rounds=3, seconds=3.0, warm_up=1.0)
QUICK = Plan(
    small=200, large=1_000, rounds=1, seconds=1.0, warm_up=0.3,
    send_clients=(1, 4, 64), way_clients=(1, 8), folder="bench-quick",
)  # fmt: skip

# Aims, from the issues that asked for the measurements.
SHARE_OF_RAW = 0.10  # accepted/s at 4 clients, of the raw driver's
SEND_P95 = 60.0  # ms at 1 client
PAGE_P95 = 150.0  # ms at 1 client, of a page that belongs to a part
TIMES_BARE = 3.0  # p95 at 8 clients, of a bare view's
TIMES_SMALL = 1.3  # p95, of the same page's at one thousandth of the data
MOST_MEMORY = 300 * 1024 * 1024
