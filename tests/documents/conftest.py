"""A real virus scanner, with one signature of our own, where clamd is installed."""

import os
import shutil
import subprocess
import time

import pytest

from cairn.documents import scanner

VIRUS = b"cairn-test-signature-not-a-real-virus"


@pytest.fixture(scope="session")
def clamd_address(tmp_path_factory):
    """A running clamd. Its absence fails where CAIRN_REQUIRE_CLAMD=1, and skips elsewhere."""
    if shutil.which("clamd") is None:
        if os.environ.get("CAIRN_REQUIRE_CLAMD") == "1":
            pytest.fail("clamd is not installed: apt-get install clamav-daemon")
        pytest.skip("clamd is not installed")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "db").mkdir()
    (folder / "db" / "cairn.ndb").write_text(f"Cairn.Test:0:*:{VIRUS.hex()}\n")
    socket = folder / "clamd.ctl"
    (folder / "clamd.conf").write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {folder}/db\nForeground yes\n"
        "StreamMaxLength 1M\nMaxThreads 2\n"
    )
    process = subprocess.Popen(
        ["clamd", "-c", str(folder / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            if socket.exists():
                break
            assert process.poll() is None, "clamd stopped at once"
            time.sleep(0.1)
        yield f"unix:{socket}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def clamd(clamd_address, settings):
    settings.CLAMD_ADDRESS = clamd_address
    assert scanner.answers()
    return clamd_address


@pytest.fixture
def dead_scanner(settings, tmp_path):
    settings.CLAMD_ADDRESS = f"unix:{tmp_path}/nobody.ctl"


@pytest.fixture
def limits(db):
    """The local standard that a file's size is held to."""
    from datetime import date

    from cairn.agencies.models import LocalStandard

    LocalStandard.objects.create(
        key="attachment-megabytes", value=10, from_on=date(2020, 1, 1), source="for tests"
    )
