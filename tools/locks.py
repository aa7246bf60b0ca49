"""A lock says what and by which hash, never from where: any registry, any machine.

usage: python -m tools.locks
"""

import json
import re
import sys
from pathlib import Path

from tools import ROOT

LOCKS = (
    "requirements/base.txt",
    "requirements/dev.txt",
    "tools/package.json",
    "tools/package-lock.json",
    "tools/.npmrc",
)
HOST = re.compile(
    r"[a-z][a-z+]*://|--(?:extra-)?index-url|--find-links|--trusted-host|\bregistry\s*=|\"resolved\""
    r"|\b(?:\d{1,3}\.){3}\d{1,3}:\d+|\blocalhost\b",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?:^|[\s\"'@=])(?:~|\.{0,2})/[\w.-]+/|\bfile:", re.MULTILINE)


def problems(name: str, text: str) -> list[str]:
    """What in a lock names a host or a path of a machine, or goes without a hash."""
    found = [
        f"{name}: {kind}: {line.strip()[:100]}"
        for kind, pattern in (("a host", HOST), ("a path", MACHINE_PATH))
        for line in text.splitlines()
        if pattern.search(line) and not line.lstrip().startswith(("#", ";"))
    ]
    unhashed = []
    if name.endswith("package-lock.json"):
        packages = json.loads(text)["packages"].items()
        unhashed = [key for key, entry in packages if key and "integrity" not in entry]
    elif name.endswith(".txt"):
        entries = re.split(r"\n(?=\S)", text.strip())
        unhashed = [entry[:60] for entry in entries if "--hash=sha256:" not in entry]
    return found + [f"{name}: no hash: {entry}" for entry in unhashed]


def all_problems(root: Path = ROOT) -> list[str]:
    """The problems of every lock of the checkout."""
    return [problem for name in LOCKS for problem in problems(name, (root / name).read_text())]


if __name__ == "__main__":
    sys.exit("\n".join(all_problems()) or 0)
