"""The command `cairn` in a process whose clock can be moved while it runs, for journeys of months.

CAIRN_CLOCK_FILE holds what the clock showed, and the real moment at which it showed that.
"""

import os
import sys
from pathlib import Path

from cairn.foundation import clock

as_set = clock.now
read = [""]


def now():
    if (text := Path(os.environ["CAIRN_CLOCK_FILE"]).read_text()) != read[0]:
        shown, since = text.split()
        clock.start_at(clock.from_iso(shown), since=clock.from_iso(since))
        read[0] = text
    return as_set()


def move():
    clock.now = now


if __name__ == "__main__":
    from cairn.config.cli import main

    move()
    sys.argv[0] = "cairn"
    main()
