"""How the service is: for operators alone, in numbers and words, and without personal data."""

import uuid

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from cairn.agencies.models import ContactPoint
from cairn.audit import anchors
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.home import actions, queries
from cairn.submissions.models import Submission

TOKEN = "collector-token-0123456789"


def status(client, address, **headers):
    return client.get(address, headers=headers).status_code


def job_status(number):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", [number]
        )
        return cursor.fetchone()


# --- /healthz ------------------------------------------------------------------------------------


def test_healthz_says_little_to_everybody(client, tess, worker):
    assert client.get("/healthz").json() == {"ok": True}
    assert client.get("/healthz?full=1").json() == {"ok": True}
    client.force_login(tess)
    assert client.get("/healthz?full=1").json() == {"ok": True}


def test_healthz_says_to_operators_whether_the_worker_is_there(client, otto, worker):
    client.force_login(otto)
    assert client.get("/healthz").json() == {"ok": True}
    assert client.get("/healthz?full=1").json() == {"ok": True, "worker": False}
    worker("5 minutes 5 seconds")
    assert client.get("/healthz?full=1").json() == {"ok": True, "worker": False}
    worker("4 minutes")
    assert client.get("/healthz?full=1").json() == {"ok": True, "worker": True}


def test_healthz_without_the_database_is_503(client, db, monkeypatch):
    def gone():
        raise DatabaseError

    with monkeypatch.context() as without:
        without.setattr(connection, "cursor", gone)
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


# --- /metrics ------------------------------------------------------------------------------------


def test_metrics_are_guarded(client, tess, otto, monkeypatch):
    assert status(client, "/metrics") == 403
    assert status(client, "/metrics", authorization="Bearer ") == 403  # no token is set
    monkeypatch.setenv("CAIRN_METRICS_TOKEN", TOKEN)
    assert status(client, "/metrics", authorization=f"Bearer {TOKEN}x") == 403
    assert status(client, "/metrics", authorization=TOKEN) == 403
    assert status(client, "/metrics", authorization="Bearer ünï") == 403
    assert status(client, "/metrics", authorization=f"Bearer {TOKEN}") == 200
    client.force_login(tess)
    assert status(client, "/metrics") == 403
    client.force_login(otto)
    assert status(client, "/metrics") == 200


def test_metrics_of_an_operator_without_a_second_step_are_refused(client, otto, monkeypatch):
    client.force_login(otto)
    session = client.session
    del session["account_authentication_methods"]
    session.save()
    assert status(client, "/metrics") == 403
    assert client.get("/healthz?full=1").json() == {"ok": True}


def test_metrics_count_and_name_nobody(client, otto, job, worker):
    job(), job(), job(status="todo"), worker()
    client.force_login(otto)
    text = client.get("/metrics").content.decode()
    assert 'cairn_submissions_open{rank="urgent"} 0.0' in text
    assert "cairn_jobs_failed 2.0" in text
    assert "cairn_jobs_due 1.0" in text
    assert "cairn_workers 1.0" in text
    assert "cairn_sessions 1.0" in text
    assert "Otto" not in text


# --- the operators' page -------------------------------------------------------------------------


def test_service_is_for_operators_alone(client, tess, pat, otto):
    assert client.get("/service").status_code == 302
    for person in (tess, pat):
        client.force_login(person)
        assert status(client, "/service") == 403
    client.force_login(otto)
    assert status(client, "/service") == 200


def test_service_query_is_refused_to_others(stranger, tess, db):
    for person in (stranger, tess):
        for ask in (queries.service, queries.failed_jobs, queries.is_worker_alive):
            with pytest.raises(Refused):
                ask(by=person)


def test_service_shows_failed_jobs_with_their_error_and_no_message(client, otto, job, system):
    number = job(args='{"reaction": "cairn.children.tasks.tell", "event_id": 7}')
    actions.note_failed_job(by=system, number=number, task="x", error="builtins.ValueError")
    job(task="cairn.audit.tasks.anchor_audit")
    client.force_login(otto)
    text = client.get("/service").content.decode()
    assert "cairn.children.tasks.tell" in text
    assert "builtins.ValueError" in text
    assert "Not noted: the worker was lost" in text


def test_service_says_that_the_worker_is_missing(client, otto, worker):
    client.force_login(otto)
    assert "The worker is missing" in client.get("/service").content.decode()
    worker("20 seconds")
    text = client.get("/service").content.decode()
    assert "The worker is missing" not in text
    assert "1 worker running" in text


def test_service_pages_failed_jobs(client, otto, job):
    numbers = [job() for _ in range(30)]
    first = queries.failed_jobs(by=otto)
    second = queries.failed_jobs(by=otto, after=first.older)
    shown = [one.number for one in first.jobs + second.jobs]
    assert shown == sorted(numbers, reverse=True)
    assert (len(first.jobs), second.older) == (25, "")
    client.force_login(otto)
    assert "Older failed jobs" in client.get("/service").content.decode()
    assert "Latest failed jobs" in client.get(f"/service?after={first.older}").content.decode()


def test_service_asks_as_much_with_many_jobs_as_with_few(otto, job, django_assert_max_num_queries):
    for _ in range(30):
        job()
    with django_assert_max_num_queries(12):
        queries.service(by=otto)
        queries.failed_jobs(by=otto)


def test_service_tells_when_the_trail_was_last_anchored(otto, system, settings, job):
    assert queries.service(by=otto).anchored_at is None
    actions.note_failed_job(by=system, number=job(), task="x", error="y")
    with clock.at(clock.from_iso("2026-11-23T10:00")):
        anchors.write()
    assert queries.service(by=otto).anchored_at == clock.from_iso("2026-11-23T10:00")
    settings.AUDIT_ANCHOR_FILE.write_text("not json\n")
    assert queries.service(by=otto).anchored_at is None


def test_service_lists_contact_points_to_be_filled_in(client, otto):
    ContactPoint.objects.create(
        code="hub-northmoor", name="Northmoor Hub", needs=["phone", "email"]
    )
    client.force_login(otto)
    text = client.get("/service").content.decode()
    assert "Northmoor Hub: phone and email" in text


# --- jobs ----------------------------------------------------------------------------------------


def test_retry_job_puts_it_back_and_leaves_a_trace(client, otto, job):
    number = job()
    client.force_login(otto)
    answer = client.post(f"/service/jobs/{number}/retry")
    assert (answer.status_code, answer["Location"]) == (302, "/service")
    assert job_status(number) == ("todo", 13)
    event = AuditEvent.objects.get(event="home.job_retried")
    assert (event.actor_id, event.record_id) == (str(otto.pk), str(number))


def test_retry_job_is_refused_where_it_makes_no_sense(otto, tess, job):
    running = job(status="doing")
    with pytest.raises(Refused, match="has not failed"):
        actions.retry_job(by=otto, number=running)
    job(status="todo", lock="anchor_audit")
    doubled = job(lock="anchor_audit")
    with pytest.raises(Refused, match="waiting already"):
        actions.retry_job(by=otto, number=doubled)
    with pytest.raises(OutOfReach):
        actions.retry_job(by=otto, number=doubled + 1)
    with pytest.raises(Refused):
        actions.retry_job(by=tess, number=doubled)
    assert job_status(doubled) == ("failed", 12)
    assert not AuditEvent.objects.exists()


def test_retry_job_by_link_is_not_possible(client, otto, job):
    client.force_login(otto)
    number = job()
    before = job_status(number)
    assert client.get(f"/service/jobs/{number}/retry")["Location"] == reverse("home:service")
    assert job_status(number) == before


def test_rescue_jobs_takes_those_of_lost_workers_only(system, job, worker):
    alive, silent = worker(), worker("31 seconds")
    kept, lost, orphaned = (
        job(status="doing", worker=alive), job(status="doing", worker=silent), job(status="doing"),
    )  # fmt: skip
    assert actions.rescue_jobs(by=system) == 2
    assert [job_status(number)[0] for number in (kept, lost, orphaned)] == ["doing", "todo", "todo"]
    assert AuditEvent.objects.filter(event="home.jobs_rescued").count() == 2
    assert actions.rescue_jobs(by=system) == 0


def test_rescue_jobs_leaves_one_whose_like_waits_and_takes_the_others(system, job):
    doubled, alone = job(status="doing", lock="anchor_audit"), job(status="doing")
    job(status="todo", lock="anchor_audit")
    assert actions.rescue_jobs(by=system) == 1
    assert [job_status(number)[0] for number in (doubled, alone)] == ["doing", "todo"]
    assert AuditEvent.objects.filter(event="home.jobs_rescued").count() == 1


def test_metrics_tell_how_long_the_oldest_submission_waits(otto, system, northmoor):
    now = timezone.now()
    for minutes, rank in ((90, 2), (30, 0)):
        Submission.objects.create(
            key=uuid.uuid4(), code_digest=b"x", content={}, shape=1, council=northmoor, rank=rank,
            sent_at=now - clock.timedelta(minutes=minutes),
        )  # fmt: skip
    with clock.at(now):
        state = queries.service(by=otto)
        assert {rank.value: number for rank, number in state.open_submissions.items()} == {
            0: 1,
            1: 0,
            2: 1,
        }
        assert state.oldest_submission == now - clock.timedelta(minutes=90)
