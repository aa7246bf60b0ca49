"""The private PostgreSQL: it starts once, comes back after a kill, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest

from tools import ROOT, pgbin, pgdev
from tools.pgprocess import postmaster, processes, signal_and_wait


@pytest.fixture(autouse=True)
def _no_address_given(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A server with a database `cairn`, stopped when the module is done."""
    datadir = tmp_path_factory.mktemp("pg") / "data"
    pgdev.start(datadir, database="cairn", settings=pgdev.FAST, tied=True)
    yield datadir
    pgdev.stop(datadir)
    assert processes(datadir) == []


def ask(datadir, sql):
    with psycopg.connect(pgdev.url(datadir, "cairn"), autocommit=True) as connection:
        found = connection.execute(sql)
        return found.fetchone()[0] if found.description else None


def start(datadir):
    return pgdev.start(datadir, database="cairn", settings=pgdev.FAST, tied=True)


def test_start_twice_is_one_server_at_one_address(cluster):
    before = postmaster(cluster)
    assert start(cluster) == pgdev.url(cluster, "cairn")
    assert postmaster(cluster) == before


def test_start_makes_a_server_on_a_socket_only(cluster):
    assert ask(cluster, "show listen_addresses") == ""
    assert ask(cluster, "show unix_socket_permissions") == "0700"
    assert ask(cluster, "show max_connections") == "100"


def test_start_with_fast_settings_still_waits_for_the_commit(cluster):
    assert ask(cluster, "show fsync") == "off"
    assert ask(cluster, "show synchronous_commit") == "on"


def test_start_knows_letters_beyond_ascii(cluster):
    if pgbin.ctype() == "C":
        pytest.skip("this machine has no C.UTF-8")
    assert ask(cluster, "select lower('ZOË')") == "zoë"


def test_start_after_the_postmaster_was_killed_keeps_what_was_committed(cluster):
    ask(cluster, "create table kept (word text)")
    with closing(psycopg.connect(pgdev.url(cluster, "cairn"), autocommit=True)) as busy:
        busy.execute("insert into kept values ('committed')")
        busy.execute("begin")
        busy.execute("insert into kept values ('never committed')")
        os.kill(postmaster(cluster), signal.SIGKILL)
        start(cluster)
    assert ask(cluster, "select string_agg(word, ',') from kept") == "committed"


def test_start_waits_out_the_orphans_of_a_killed_postmaster(cluster):
    # A busy backend does not notice at once that its postmaster is dead.
    with closing(psycopg.connect(pgdev.url(cluster, "cairn"), autocommit=True)) as busy:
        orphan = busy.info.backend_pid
        os.kill(orphan, signal.SIGSTOP)
        first = postmaster(cluster)
        os.kill(first, signal.SIGKILL)
        start(cluster)
        assert orphan not in processes(cluster)
        assert postmaster(cluster) not in {None, first}


def test_start_after_all_were_killed_and_a_stranger_has_the_pid(cluster):
    assert signal_and_wait(cluster, signal.SIGKILL, 5)
    pid_file = cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    start(cluster)
    assert ask(cluster, "select 1") == 1


def test_start_on_a_path_too_long_for_a_socket(tmp_path):
    datadir = tmp_path / ("long" * 40) / "data"
    try:
        start(datadir)
        assert ask(datadir, "select 1") == 1
        socket_folder = pgdev._socket_folder(datadir.resolve())
        assert socket_folder.stat().st_mode & 0o077 == 0
    finally:
        pgdev.stop(datadir)
    pgdev._socket_folder(datadir.resolve()).rmdir()


def test_start_on_a_path_with_a_space_and_a_comma(tmp_path):
    datadir = tmp_path / "my checkout, the second" / "data"
    try:
        start(datadir)
        assert ask(datadir, "select 1") == 1
    finally:
        pgdev.stop(datadir)


def test_start_refuses_a_folder_that_holds_something_else(tmp_path):
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(SystemExit, match="neither empty nor a PostgreSQL folder"):
        pgdev.start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_start_tied_ends_with_the_one_who_started_it(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from tools import pgdev\n"
        "pgdev.start(Path(sys.argv[1]), settings=pgdev.FAST, tied=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    datadir = tmp_path / "data"
    subprocess.run([sys.executable, "-c", code, datadir], cwd=ROOT, check=False)
    assert (datadir / "PG_VERSION").exists()
    deadline = time.monotonic() + 5
    while processes(datadir) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes(datadir) == []
    assert "database system is shut down" in (datadir / "server.log").read_text()


def test_ensure_starts_nothing_where_an_address_is_given(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@elsewhere.invalid/theirs")
    assert pgdev.ensure(tmp_path / "data") == "postgresql://someone@elsewhere.invalid/theirs"
    assert not (tmp_path / "data").exists()


def test_run_gives_the_address_passes_the_status_on_and_stops(tmp_path):
    datadir = tmp_path / "data"
    command = [sys.executable, "-m", "tools.pgdev", "run", "--test", datadir, "--"]
    child = 'import os; print(os.environ["DATABASE_URL"]); raise SystemExit(3)'
    ran = subprocess.run(
        [*command, sys.executable, "-c", child],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.strip(), ran.returncode) == (pgdev.url(datadir), 3)
    assert processes(datadir) == []


def test_find_where_there_is_no_postgresql_names_three_ways(tmp_path, monkeypatch):
    monkeypatch.setattr(pgbin, "candidates", lambda: iter([tmp_path]))
    with pytest.raises(SystemExit) as refusal:
        pgbin.find(tmp_path / "data")
    for way in ("DATABASE_URL", "apt-get install postgresql", "make venv"):
        assert way in str(refusal.value)


def test_find_looks_past_a_folder_with_only_a_wrapper_of_postgres(tmp_path, monkeypatch):
    wrapper = tmp_path / "postgres"
    wrapper.write_text("#!/bin/sh\n")
    wrapper.chmod(0o755)
    real = next(folder for folder in pgbin.candidates() if (folder / "initdb").exists())
    monkeypatch.setattr(pgbin, "candidates", lambda: iter([tmp_path, real]))
    assert pgbin.find(tmp_path / "data") == real


def test_find_refuses_data_of_a_version_that_is_gone(tmp_path):
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(SystemExit, match="made by PostgreSQL 9"):
        pgbin.find(tmp_path)
