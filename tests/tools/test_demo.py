"""`make demo`: it says what is wrong, starts everything, and however it ends leaves nothing."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import ROOT, can_make_venv, demo, pgdev
from tools.pgprocess import processes
from tools.progress import StepFailed, spawn, step

# In place of the product: commands that succeed, a healthy web process, a worker that waits.
FAKE_CAIRN = """#!{python}
import http.server, os, sys, time
word = sys.argv[1]
open(os.environ["CAIRN_VAR_DIR"] + "/said", "a").write(" ".join(sys.argv[1:]) + "\\n")
if word == "serve":
    class Healthy(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[3])), Healthy).serve_forever()
if word in ("worker", "live"):
    time.sleep(600)
"""
DRIVER = """
import sys
from pathlib import Path
from tools import assets, demo
assets.ensure = lambda: None
demo.CAIRN = Path(sys.argv[1])
demo.main(["--port", sys.argv[2]])
"""


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def running(tmp_path, free_port):
    """A demo of the fake product, up and healthy."""
    cairn = tmp_path / "cairn"
    cairn.write_text(FAKE_CAIRN.format(python=sys.executable))
    cairn.chmod(0o755)
    environment = {**os.environ, "CAIRN_VAR_DIR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", DRIVER, cairn, free_port]
    with (tmp_path / "screen").open("w") as screen:
        process = spawn(command, env=environment, cwd=ROOT, stdout=screen, stderr=screen)
    try:
        wait_for(lambda: "Cairn is running" in (tmp_path / "screen").read_text())
        yield process
    finally:
        process.kill()
        process.wait()
        pgdev.stop(tmp_path / "pg")


def wait_for(condition, patience=15):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def parts_of(tmp_path: Path) -> list[int]:
    """The fake product's processes that live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if bytes(tmp_path / "cairn") in words[1:2]:
            found.append(int(entry.name))
    return found


def test_demo_prepares_in_order_and_says_where_to_look(running, tmp_path, free_port):
    said = (tmp_path / "said").read_text().splitlines()
    assert [line.split()[0] for line in said[:5]] == [
        "migrate",
        "load_profile",
        "load_tools",
        "build_county",
        "collectstatic",
    ]
    assert {line.split()[0] for line in said[5:]} == {"serve", "worker", "live"}
    screen = (tmp_path / "screen").read_text()
    for place in ("/", "/demo/people", "/demo/mail"):
        assert f"http://localhost:{free_port}{place}\n" in screen


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_demo_told_to_stop_ends_all_it_started(running, tmp_path, number):
    running.send_signal(number)
    assert running.wait(15) == 0
    assert parts_of(tmp_path) == []
    assert processes(tmp_path / "pg") == []


def test_demo_killed_leaves_no_orphan(running, tmp_path):
    assert len(parts_of(tmp_path)) == 3
    running.kill()
    wait_for(lambda: not parts_of(tmp_path) and not processes(tmp_path / "pg"))
    assert "database system is shut down" in (tmp_path / "pg/server.log").read_text()


def test_demo_starts_again_what_ended(running, tmp_path):
    before = parts_of(tmp_path)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: len(set(parts_of(tmp_path)) - set(before)) == 3)
    assert re.search(r"The web ended .*\n.*The worker ended", (tmp_path / "screen").read_text())


def test_reason_port_is_no_use_when_taken_names_another():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        reason = demo.reason_port_is_no_use(port)
    assert reason == f"Port {port} is in use. Choose another: make demo PORT={port + 1}"
    assert demo.reason_port_is_no_use(port) is None


def test_reason_port_is_no_use_when_there_is_no_such_port():
    assert "There is no port 70000" in demo.reason_port_is_no_use(70000)


def test_keep_running_gives_up_on_what_ends_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "VAR", tmp_path)
    part = demo.Part("worker", [sys.executable, "-c", "print('no profile'); exit(4)"], {})
    part.start()
    for _ in range(demo.RESTARTS):
        part.process.wait()
        part.keep_running()
    part.process.wait()
    with pytest.raises(SystemExit, match=r"(?s)ended 6 times in a minute.*no profile"):
        part.keep_running()


def test_secret_key_is_made_once_and_is_nobody_elses(tmp_path):
    first = demo.secret_key(tmp_path / "key")
    assert demo.secret_key(tmp_path / "key") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_only_one_refuses_a_second_demo(tmp_path):
    with (
        demo.only_one(tmp_path / "lock"),
        pytest.raises(SystemExit, match="already running"),
        demo.only_one(tmp_path / "lock"),
    ):
        pass


def test_step_that_fails_shows_the_end_of_what_was_printed(capfd):
    with pytest.raises(StepFailed):
        step("Trying", [sys.executable, "-c", "print('because of this'); exit(2)"])
    shown = capfd.readouterr().err
    assert "Trying: failed with status 2" in shown
    assert "because of this" in shown


def test_step_that_takes_long_shows_the_seconds(monkeypatch, capfd):
    monkeypatch.setattr("tools.progress.FIRST_WORD_AFTER", 0.1)
    step("Waiting", ["sleep", "0.3"])
    assert "Waiting … 0 s" in capfd.readouterr().err


def test_reason_not_to_make_venv_says_what_to_install():
    assert can_make_venv.reason_not_to_make_venv() is None
    without = can_make_venv.reason_not_to_make_venv(found=lambda name: name != "ensurepip")
    assert "apt-get install python3-venv" in without
    assert "3.11" in can_make_venv.reason_not_to_make_venv(version=(3, 9, 2))


def test_make_help_lists_every_target():
    text = (ROOT / "Makefile").read_text()
    targets = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE).group(1).split())
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make (\S+)", printed.stdout, re.MULTILINE)) == targets
