"""`make bench`: its instruments measure what they say. How fast anything is, is not tested here."""

import dataclasses
import json
import math
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from tests.depth import examples
from tools import ROOT
from tools.bench import browser, journey, load, recording, replay, report
from tools.bench.browser import Broken, Browser
from tools.bench.county import County
from tools.bench.load import Figures, Round
from tools.bench.measure import BARE, BAREST, SEND, Results, clients_of, raw
from tools.bench.pages import CERAR, CHILD, PAGES, QUEUE, next_page
from tools.bench.plan import QUICK
from tools.bench.recording import BEGIN, COMMIT, Statement
from tools.bench.replay import Script, Slot

# --- the browser --------------------------------------------------------------------------------


@contextmanager
def answering(*parts):
    """Two ends of a connection; the other end has said these parts and hung up."""
    here, there = socket.socketpair()
    with here, there:
        here.settimeout(5)
        for part in parts:
            there.sendall(part)
        there.shutdown(socket.SHUT_WR)
        yield here


def test_receive_reads_a_body_of_known_length():
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", b"llo") as connection:
        answer, stays_open = browser.receive(connection, "/page")
    assert (answer.status, answer.body, stays_open) == (200, b"hello", True)


def test_receive_joins_a_body_in_chunks_and_sees_the_end_of_the_connection():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with answering(head, b"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n") as connection:
        answer, stays_open = browser.receive(connection)
    assert (answer.body, stays_open) == (b"hello", False)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Le"])
def test_receive_of_half_an_answer_is_broken(said):
    with answering(said) as connection, pytest.raises(Broken):
        browser.receive(connection)


def test_receive_of_a_body_cut_short_is_broken():
    with (
        answering(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe") as connection,
        pytest.raises(Broken),
    ):
        browser.receive(connection)


def test_keep_cookies_takes_new_ones_and_forgets_expired_ones():
    one = Browser(0, cookies={"old": "1", "kept": "2"})
    head = b"HTTP/1.1 302 Found\r\nSet-Cookie: new=3; Path=/\r\nSet-Cookie: old=; Max-Age=0\r\n"
    one.keep_cookies(browser.Answer(302, head, b""))
    assert one.cookies == {"new": "3", "kept": "2"}


def test_forms_finds_the_hidden_fields_and_the_questions():
    page = """
      <form method="get" action="/look"><input name="tab" type="hidden" value="1"></form>
      <form method="post" action="/share/answer" novalidate>
        <input type="hidden" name="token" value="a&amp;b">
        <input type="radio" name="now" value="none"><textarea name="what">…</textarea>
        <button name="then" value="tasks">Go on</button>
      </form>"""
    (form,) = browser.forms(page)
    assert form.action == "/share/answer"
    assert form.hidden == {"token": "a&b"}
    assert form.asks == {"now", "what", "then"}


def test_ready_of_another_draft_changes_the_key_and_nothing_else():
    draft = journey.Ready("one", "/share/one/send", {"token": "t", "key": "one"})
    assert draft.of("two") == journey.Ready("two", "/share/two/send", {"token": "t", "key": "two"})


def test_is_accepted_only_by_a_redirect_to_the_receipt():
    def answer(status, place):
        return browser.Answer(status, f"HTTP/1.1 {status} x\r\nLocation: {place}\r\n".encode(), b"")

    assert journey.is_accepted(answer(302, "/share/one/receipt"), "one")
    assert not journey.is_accepted(answer(302, "/share/one/check"), "one")
    assert not journey.is_accepted(answer(302, "/share/two/receipt"), "one")
    assert not journey.is_accepted(answer(200, "/share/one/receipt"), "one")


# --- the load -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 0.5, 2), (range(1, 21), 0.95, 19), (range(1, 101), 0.95, 95), ([7], 0.95, 7)],
)
def test_percentile_is_the_value_that_so_many_do_not_exceed(values, share, expected):
    assert load.percentile(list(values), share) == expected


def test_percentile_of_nothing_is_no_number():
    assert math.isnan(load.percentile([], 0.5))


def test_run_lets_clients_work_at_the_same_time_and_counts_what_fails():
    def work(number):
        count = iter(range(1000))

        def once():
            time.sleep(0.01)
            if number == 0 and next(count) == 3:
                raise ValueError("planted")

        return once

    found = load.run(work, clients=3, seconds=0.4)
    assert found.errors == ["ValueError: planted"]
    assert 60 < len(found.latencies) <= 120
    assert all(latency >= 0.01 for latency in found.latencies)


def test_run_reports_a_client_that_cannot_begin():
    def work(number):
        if number == 1:
            raise RuntimeError("no connection")
        return lambda: time.sleep(0.01)

    found = load.run(work, clients=2, seconds=0.1)
    assert any("no connection" in error for error in found.errors)


def test_run_ends_when_what_was_prepared_is_used_up():
    def work(_number):
        left = iter(range(5))

        def once():
            if next(left, None) is None:
                raise load.Exhausted

        return once

    found = load.run(work, clients=2, seconds=30)
    assert (len(found.latencies), found.errors) == (10, [])
    assert found.seconds < 5


def test_figures_of_rounds_are_lowest_middle_and_highest():
    rounds = [Round(1, 1.0, [0.001] * count, []) for count in (10, 30, 20)]
    assert Figures.of(rounds).per_second == (10, 20, 30)
    assert Figures.of(rounds).p95 == (1.0, 1.0, 1.0)


# --- recording and playing ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_recorded_request_played_by_the_raw_driver_does_the_same_with_new_values():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_parent (id bigint PRIMARY KEY, key uuid UNIQUE)")
        cursor.execute("CREATE SEQUENCE bench_numbers START 5000")
        cursor.execute("CREATE TABLE bench_child (parent bigint, words jsonb, note text)")
    insert = "INSERT INTO bench_parent VALUES (nextval('bench_numbers'), %s) RETURNING id"
    add = "INSERT INTO bench_child VALUES (%s, %s, %s)"
    key, other = uuid.uuid4(), uuid.uuid4()
    try:
        with (
            recording.recorded(connection) as said,
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(insert, [key])
            number = cursor.fetchone()[0]
            cursor.execute(add, [number, Jsonb({"of": number, "place": 5}), f"key {key}."])
        assert [one.sql for one in said] == [BEGIN, insert, add, COMMIT]
        assert recording.count(said) == 2

        script = Script(said, {"key": key})
        assert "key" in script.slots
        with replay.connect(_url()) as straight:
            script.play(straight, {"key": other})
        with connection.cursor() as cursor:
            cursor.execute("SELECT p.id, c.words, c.note FROM bench_parent p"
                           " JOIN bench_child c ON c.parent = p.id WHERE p.key = %s", [other])  # fmt: skip
            played, words, note = cursor.fetchone()
        assert played != number
        assert json.loads(words) == {"of": played, "place": 5}
        assert note == f"key {other}."
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_child, bench_parent")
            cursor.execute("DROP SEQUENCE bench_numbers")


@pytest.mark.django_db(transaction=True)
def test_recorded_leaves_the_connection_as_it_was():
    with recording.recorded(connection):
        pass
    assert not {"_commit", "_rollback", "_set_autocommit"} & set(vars(connection))


def _url():
    given = connection.get_connection_params()
    return psycopg.conninfo.make_conninfo(
        **{name: given[name] for name in ("host", "user", "dbname", "port") if name in given}
    )


def test_script_leaves_small_numbers_and_strangers_alone():
    said = [
        Statement("INSERT … RETURNING id", [1], rows=((7,), (70_000,))),
        Statement("UPDATE …", (7, 70_000, True, [70_000, 1])),
    ]
    sending = Script(said).sendings[1]
    assert sending.params == (7, Slot("0.1.0"), True, [Slot("0.1.0"), 1])


def test_recording_kept_and_read_is_the_same(tmp_path):
    said = [Statement(BEGIN), Statement("SELECT %s", [uuid.UUID(int=1), Jsonb({"a": 1})])]
    recording.keep(said, tmp_path / "one.pickle")
    again = recording.read(tmp_path / "one.pickle")
    assert [one.sql for one in again] == [BEGIN, "SELECT %s"]
    assert again[1].params[1].obj == {"a": 1}


# --- the report ---------------------------------------------------------------------------------

PLAN = QUICK
TRACKER_DUE = "tracker, next due first"


def figures(p95, per_second=100.0, errors=0, clients=1):
    return Figures(clients, 100, errors, (per_second,) * 3, (p95,) * 3, (p95,) * 3)


def results(**changed):
    """Figures that meet every aim, but for those changed: name_size_clients=Figures."""
    made = Results()
    for size in PLAN.sizes:
        for name, all_clients in clients_of(PLAN).items():
            for clients in all_clients:
                made.figures[name, size, clients] = figures(25.0, clients=clients)
                made.figures[raw(name), size, clients] = figures(5.0, clients=clients)
                if name in (BARE, BAREST):
                    made.figures[name, size, clients] = figures(10.0, clients=clients)
        for clients in PLAN.send_clients:
            made.figures[SEND, size, clients] = figures(20.0, clients=clients)
            made.figures[raw(SEND), size, clients] = figures(5.0, 400.0, clients=clients)
        for page in PAGES:
            made.statements[page.name, size] = 9
    for (name, size, clients), value in changed.get("figures", {}).items():
        made.figures[name, size, clients] = value
    made.statements.update(changed.get("statements", {}))
    return made


def missed(found, memory=1):
    return [one.aim for one in report.verdicts(found, PLAN, memory) if not one.is_met]


def test_verdicts_pass_where_every_aim_is_met():
    assert missed(results()) == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ((SEND, PLAN.large, 4), figures(20.0, 30.0), "accepted/s"),
        ((SEND, PLAN.small, 1), figures(61.0), "p95 ≤ 60 ms"),
        ((SEND, PLAN.large, 64), figures(20.0, errors=1), "no error at 64 clients"),
        ((QUEUE.name, PLAN.small, 1), figures(25.0, errors=1), "no error anywhere else"),
        ((BARE, PLAN.large, 8), figures(8.0), "× that of a bare view behind"),
        ((CHILD.name, PLAN.small, 1), figures(15.0), "× its own at"),
        ((CHILD.name, PLAN.small, 8), figures(math.nan), "× that of a bare view"),
        ((CHILD.name, PLAN.large, 1), figures(151.0), "child page: p95 ≤ 150 ms"),
        ((TRACKER_DUE, PLAN.large, 1), figures(151.0), "next due first: p95 ≤ 150 ms"),
        ((TRACKER_DUE, PLAN.large, 1), figures(math.nan), "next due first: p95 ≤ 150 ms"),
    ],
)
def test_verdicts_miss_where_one_aim_is_not_met(key, value, words):
    found = missed(results(figures={key: value}))
    assert any(words in aim for aim in found), found


def test_verdicts_miss_where_a_page_says_more_with_more_data():
    found = missed(results(statements={(QUEUE.name, PLAN.large): 10}))
    assert found == ["triage queue: as many statements at both sizes"]


def test_verdicts_miss_where_memory_is_over_the_limit():
    assert len(missed(results(), memory=301 * 1024**2)) == 1


def test_verdicts_say_nothing_of_growth_where_more_pathways_are_more_to_look_through():
    slower = results(figures={(TRACKER_DUE, PLAN.large, 1): figures(100.0)})
    assert missed(slower) == []
    assert "4.00" in report.pages(slower, PLAN)


def test_a_run_of_cerar_alone_reads_its_pages_only():
    plan = dataclasses.replace(PLAN, only=CERAR)
    assert QUEUE not in plan.pages
    assert clients_of(plan)[TRACKER_DUE] == (1, 4)
    assert clients_of(plan)[CHILD.name] == clients_of(plan)[BARE] == (1, 4, 8)
    aims = [one.aim for one in report.verdicts(results(), plan, 1)]
    assert not [aim for aim in aims if "send" in aim or "queue" in aim]


def test_next_page_is_where_the_link_leads():
    page = browser.Answer(200, b"", b'<a class="x" rel="next" href="?a=b&amp;after=c">Next</a>')
    assert next_page(page) == "?a=b&after=c"


def test_county_begins_without_what_a_stopped_run_noted_of_the_trail(tmp_path):
    noted = tmp_path / "run_7" / "audit-anchors.jsonl"
    for _ in range(2):
        county = County.of(tmp_path, tmp_path / "pg", "run_7", 7)
        assert county.stack.folder == noted.parent
        assert not noted.exists()
        noted.write_text("{}")


def test_table_is_one_that_markdown_reads():
    assert report.table(("What", "n"), [["a", "10"], ["long", "2"]]).splitlines() == [
        "| What |  n |",
        "| ---- | -: |",
        "| a    | 10 |",
        "| long |  2 |",
    ]


def test_written_puts_the_text_between_the_markers_only(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.START}\nold\n{report.END}\nafter\n")
    report.written(page, "new")
    assert page.read_text() == f"before\n{report.START}\nnew\n{report.END}\nafter\n"
    page.write_text("no markers")
    with pytest.raises(ValueError, match="markers"):
        report.written(page, "new")


def test_the_page_of_measurements_has_a_place_for_the_figures():
    text = (ROOT / "docs" / "measurements.md").read_text()
    assert text.index(report.START) < text.index(report.END)


@pytest.mark.deep
@pytest.mark.skipif(examples(small=0, deep=1) == 0, reason="some minutes long: CAIRN_DEEP=1")
def test_bench_quick_measures_everything_without_an_error(tmp_path):
    environment = {**os.environ, "CAIRN_VAR_DIR": str(tmp_path)}
    (tmp_path / "static-vendor").symlink_to(ROOT / "var" / "static-vendor")
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CAIRN_ENV"):
        environment.pop(name, None)
    ran = subprocess.run(
        [sys.executable, "-m", "tools.bench", "--quick"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "no error at 64 clients" in ran.stdout
    for aim in ("no error at 64", "no error anywhere else"):
        (line,) = (line for line in ran.stdout.splitlines() if aim in line)
        assert re.search(r"\| +0 errors +\| +pass \|$", line), line
