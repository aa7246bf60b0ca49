"""`cairn serve` and `cairn worker`: they start only where all is well, and jobs are all or nothing."""

import asyncio
import os
import signal
import time

import psycopg
import pytest
from django.core.checks import Error
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from cairn.agencies.models import ContactPoint, Council, LocalStandard
from cairn.audit.models import AuditEvent
from cairn.foundation import jobs, server, starting
from cairn.home import checks


@pytest.fixture
def task():
    """Register a job for one test."""
    registered = []

    def register(function, **options):
        made = app.task(name=f"tests.{function.__name__}", **options)(function)
        registered.append(made.name)
        return made

    yield register
    for name in registered:
        app.tasks.pop(name)


def work():
    asyncio.run(jobs.run_once(concurrency=2, wait=False))


def states():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "status"))


# --- starting ------------------------------------------------------------------------------------


@pytest.fixture
def not_started(monkeypatch):
    """If a command gets as far as starting, it is noted here instead."""
    started = []
    monkeypatch.setattr(server.Server, "__init__", lambda self, **given: started.append(given))
    monkeypatch.setattr(server.Server, "run", lambda self: None)
    monkeypatch.setattr(jobs, "run", lambda **given: started.append(given))
    monkeypatch.setattr(starting.connections, "close_all", lambda: None)
    return started


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_command_starts_where_all_is_well(command, profile, not_started, capsys):
    call_command(command)
    assert len(not_started) == 1
    assert "agencies.W001" not in capsys.readouterr().err


def test_serve_takes_its_arguments(profile, not_started):
    call_command("serve", host="0.0.0.0", port=9000, workers=3, threads=5)
    assert not_started == [{"address": "0.0.0.0:9000", "workers": 3, "threads": 5}]


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_command_refuses_without_a_profile(command, db, not_started):
    with pytest.raises(
        CommandError, match=r"agencies\.E001: The partnership’s profile is not loaded"
    ):
        call_command(command)
    assert not_started == []


def test_command_refuses_a_database_that_may_forget(profile, not_started):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    with pytest.raises(CommandError, match=r"foundation\.E001"):
        call_command("serve")


def test_command_refuses_a_ladder_of_roles_that_do_not_exist(profile, not_started):
    LocalStandard.objects.filter(key="desk-escalation-ladder").update(value=["police_cee"])
    with pytest.raises(CommandError, match=r"(?s)home.E001.*police_cee"):
        call_command("serve")


def test_command_refuses_a_database_that_is_not_up_to_date(profile, not_started, monkeypatch):
    monkeypatch.setattr(starting.MigrationExecutor, "migration_plan", lambda self, targets: ["x"])
    with pytest.raises(CommandError, match="Run `cairn migrate`"):
        call_command("worker")


def test_command_without_a_database_says_the_three_ways(db, not_started, monkeypatch):
    def nobody():
        raise OperationalError("connection refused")

    with monkeypatch.context() as without:
        without.setattr(connection, "ensure_connection", nobody)
        with pytest.raises(CommandError, match=r"(?s)connection refused.*three ways.*DATABASE_URL"):
            call_command("serve")


def test_command_says_what_is_missing_and_starts_all_the_same(profile, not_started, capsys):
    ContactPoint.objects.filter(code="metco").update(phone="")
    call_command("serve")
    assert (
        "agencies.W001: Nobody is told how to reach “The METCO officer" in capsys.readouterr().err
    )
    assert len(not_started) == 1


def test_command_in_production_is_held_to_the_deployment_checks(
    profile, not_started, settings, monkeypatch, capsys
):
    settings.IS_PRODUCTION = True
    asked = []

    def run_checks(**given):
        asked.append(given.get("include_deployment_checks"))
        return [Error("too bad", id="x.E9")]

    monkeypatch.setattr(starting, "run_checks", run_checks)
    with pytest.raises(CommandError, match=r"x\.E9: too bad"):
        call_command("serve")
    assert asked == [True, True]


def test_warm_up_loads_every_page(db):
    server.warm_up()


# --- jobs ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_job_queued_by_a_job_that_fails_is_not_queued(task, quiet_worker):
    def second():
        pass

    follows = task(second)

    def first():
        with transaction.atomic():
            follows.defer()
            raise ValueError

    task(first).defer()
    work()
    assert states() == [("tests.first", "failed")]


@pytest.mark.django_db(transaction=True)
def test_job_that_ends_well_leaves_nothing_behind(task, quiet_worker, db):
    def make():
        Council.objects.create(code="made", name="Made")

    task(make).defer()
    work()
    assert Council.objects.filter(code="made").exists()
    assert states() == []


@pytest.mark.django_db(transaction=True)
def test_failure_is_noted_by_its_class_and_never_by_its_words(task, quiet_worker):
    def break_down():
        raise ValueError("Jade Example, 12 Made Up Street")

    task(break_down).defer()
    work()
    event = AuditEvent.objects.get(event="home.job_failed")
    assert event.details == {"task": "tests.break_down", "error": "builtins.ValueError"}
    assert event.record_id == str(ProcrastinateJob.objects.get().pk)


@pytest.mark.django_db(transaction=True)
def test_failure_that_will_be_tried_again_is_not_noted(task, quiet_worker):
    def stumble():
        raise ValueError

    task(stumble, retry=RetryStrategy(max_attempts=3, wait=3600)).defer()
    work()
    assert states() == [("tests.stumble", "todo")]
    assert not AuditEvent.objects.exists()


def caused(by, wrapper=OperationalError):
    error = wrapper()
    error.__cause__ = by()
    return error


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("error", "comes_again", "left"),
    [
        (lambda: caused(psycopg.OperationalError), True, []),
        (lambda: caused(psycopg.InterfaceError, ConnectorException), True, []),
        (lambda: caused(psycopg.errors.AdminShutdown), True, []),
        (lambda: caused(psycopg.errors.DiskFull), True, []),
        (lambda: caused(psycopg.errors.DeadlockDetected), True, ["failed"]),
        (ValueError, True, ["failed"]),
        (lambda: caused(psycopg.OperationalError), False, ["failed"]),
    ],
)
def test_job_that_comes_again_is_left_for_its_next_turn_while_the_database_is_away(
    task, quiet_worker, error, comes_again, left
):
    def look():
        raise error()

    job = task(look)
    if comes_again:
        app.periodic(cron="0 0 1 1 *")(job)
    job.defer()
    work()
    assert [state for _, state in states()] == left


def test_run_comes_back_until_it_is_told_to_stop(monkeypatch):
    tries = []

    async def run_once(*, concurrency):
        tries.append(concurrency)
        if len(tries) == 1:
            raise psycopg.OperationalError("gone")
        return len(tries) == 4  # twice it ends without a word, as the library does

    monkeypatch.setattr(jobs, "run_once", run_once)
    monkeypatch.setattr(jobs.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(jobs.connections, "close_all", lambda: None)
    jobs.run(concurrency=4)
    assert tries == [4, 4, 4, 4]


@pytest.mark.django_db(transaction=True)
def test_run_once_is_told_to_stop_by_a_signal_and_lets_the_job_finish(task, quiet_worker):
    def slow():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.3)
        Council.objects.create(code="made", name="Made")

    task(slow).defer()
    assert asyncio.run(jobs.run_once(concurrency=1)) is True
    assert Council.objects.filter(code="made").exists()
    assert states() == []


@pytest.mark.django_db(transaction=True)
def test_run_once_that_loses_the_database_was_not_told_to_stop(monkeypatch, quiet_worker):
    async def cut_off(self, **given):
        raise ConnectorException

    monkeypatch.setattr(JobManager, "listen_for_jobs", cut_off)
    assert asyncio.run(jobs.run_once(concurrency=1)) is False


@pytest.mark.parametrize(
    ("key", "is_production", "refused"),
    [
        ("", True, True),
        ("short", True, True),
        ("the-secret-key", True, True),
        ("r" * 50, True, False),
        ("the-secret-key", False, False),
    ],
)
def test_receipts_cannot_be_guessed(settings, key, is_production, refused):
    settings.SECRET_KEY = "s" * 50
    settings.RECEIPT_KEY = settings.SECRET_KEY if key == "the-secret-key" else key
    settings.IS_PRODUCTION = is_production
    assert [message.id for message in checks.receipts_cannot_be_guessed(None)] == (
        ["home.E002"] if refused else []
    )
