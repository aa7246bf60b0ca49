"""What the rules are checked against: the chapters, their rooms and their files."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "cairn"
CHAPTERS = tuple(settings.CHAPTERS)
# A room imports only rooms above it.
ROOMS = (
    "choices", "rules", "models", "permissions", "queries", "actions", "forms", "tasks", "views", "urls",
)  # fmt: skip
# The ground floor also has workshops: modules that are not rooms, each with one purpose.
GROUND_FLOOR = ("foundation", "audit", "agencies", "accounts", "documents")
BANNED_NAMES = {
    "core",
    "common",
    "utils",
    "util",
    "helpers",
    "services",
    "manager",
    "managers",
    "misc",
}


def product_files(*, tests: bool = False) -> list[Path]:
    """Every module of the product that a person wrote, migrations left out."""
    files = [p for p in PRODUCT.rglob("*.py") if "migrations" not in p.parts]
    if tests:
        files += (ROOT / "tests").rglob("*.py")
        files += (ROOT / "tools").rglob("*.py")
    return sorted(files)


def templates() -> list[Path]:
    return sorted(PRODUCT.rglob("templates/**/*.html"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def chapter_of(path: Path) -> str:
    return path.relative_to(PRODUCT).parts[0]


def room_of(path: Path) -> str:
    """The room a file stands in: actions.py and actions/send.py are both the actions room."""
    parts = path.relative_to(PRODUCT).parts
    return Path(parts[1]).stem if len(parts) > 1 else ""


def rooms(*names: str) -> list[Path]:
    """The files of these rooms, in every chapter."""
    return [p for p in product_files() if chapter_of(p) in CHAPTERS and room_of(p) in names]


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module this file imports, with the line; `from a import b` gives a and a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def say(path: Path, line: int = 0) -> str:
    place = str(path.relative_to(ROOT))
    return f"{place}:{line}" if line else place
