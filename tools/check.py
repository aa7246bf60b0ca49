"""All that can be checked without running the service: every check runs, then it fails if any did.

usage: python -m tools.check
"""

import os
import secrets
import sys
from pathlib import Path

from tools import ROOT, pgdev
from tools.progress import StepFailed, step

BIN = Path(sys.executable).parent
CODE = ["cairn", "tools", "tests"]


def production() -> dict[str, str]:
    """Surroundings like the real ones, with keys that live as long as this check."""
    return {
        "CAIRN_ENV": "production",
        "CAIRN_SECRET_KEY": secrets.token_urlsafe(50),
        "CAIRN_RECEIPT_KEY": secrets.token_urlsafe(50),
        "CAIRN_HOSTS": "cairn.example",
        "CAIRN_PUBLIC_ADDRESS": "https://cairn.example",
        "CAIRN_SMTP_HOST": "mail.cairn.example",
        "CAIRN_FROM": "cairn@cairn.example",
    }


def checks() -> list[tuple[str, list, dict[str, str]]]:
    """Title, command and surroundings of each check."""
    test = {"CAIRN_ENV": "test"}
    return [
        ("Lint", [BIN / "ruff", "check", *CODE], {}),
        ("Format", [BIN / "ruff", "format", "--check", *CODE], {}),
        ("Types", [BIN / "mypy", "cairn"], test),
        ("Import order", [BIN / "lint-imports"], {}),
        ("Templates", [BIN / "pytest", "-q", "tests/house_rules/test_readable.py"], {}),
        ("Locks", [sys.executable, "-m", "tools.locks"], {}),
        ("Migrations", [BIN / "cairn", "makemigrations", "--check", "--dry-run"], test),
        (
            "Deployment",
            [BIN / "cairn", "check", "--deploy", "--fail-level", "WARNING"],
            production(),
        ),
    ]


def main() -> None:
    """Run them all, against the test server's address, and say which failed."""
    given = os.environ.get("DATABASE_URL")
    ours = not given and not pgdev.answers(pgdev.TEST_FOLDER)
    database = given or pgdev.start(pgdev.TEST_FOLDER, settings=pgdev.FAST)
    failed = []
    try:
        for title, command, surroundings in checks():
            environment = {**os.environ, "DATABASE_URL": database, **surroundings}
            try:
                step(title, command, env=environment, cwd=ROOT)
            except StepFailed:
                failed.append(title)
    finally:
        if ours and not pgdev.others_connected(pgdev.TEST_FOLDER):
            pgdev.stop(pgdev.TEST_FOLDER)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
