"""`make faults`: its checks are seen to report what is planted; the whole of it runs when asked to."""

import random
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.depth import examples
from tools import ROOT
from tools.bench.journey import MENTIONS
from tools.faults import checks, control, disk, injectors, ledger, shouting
from tools.faults.checks import Job, Kept
from tools.faults.ledger import ACCEPTED, RECEIPT, TRIED, Entry
from tools.faults.run import Outcome

REACT = "chapter.tasks.react"
TABLE = {"submissions.sent": (REACT,)}


def submission(number, **changed):
    whole = Kept(
        key=f"key-{number}",
        reference=f"SB-{number}",
        note=f"1-{number}",
        code_digest=digest(f"code-{number}"),
        mentions=MENTIONS,
    )
    return replace(whole, **changed)


def told(number, what=RECEIPT, **changed):
    entry = Entry(what, f"1-{number}", f"key-{number}", f"SB-{number}", f"code-{number}")
    return replace(entry, **changed)


def digest(code):
    return f"digest of {code}"


def test_lost_reports_what_was_acknowledged_and_is_not_there():
    entries = [told(1), told(2, ACCEPTED), told(3, TRIED)]
    assert checks.lost(entries, [submission(1), submission(2)]) == []
    (found,) = checks.lost(entries, [submission(1)])
    assert "1-2" in found


def test_lost_does_not_ask_for_what_was_only_tried():
    assert checks.lost([told(1, TRIED)], []) == []


@pytest.mark.parametrize(
    ("twin", "word"),
    [
        (submission(1, reference="SB-9", note="1-9"), "key"),
        (submission(1, key="key-9", note="1-9"), "reference"),
        (submission(1, key="key-9", reference="SB-9"), "note"),
    ],
)
def test_doubled_reports_what_is_there_twice(twin, word):
    assert checks.doubled([submission(1), submission(2)]) == []
    (found,) = checks.doubled([submission(1), twin])
    assert word in found


def test_doubled_reports_what_the_trail_says_was_sent_twice():
    (found,) = checks.doubled([submission(1, traces=2)])
    assert "sent 2 times" in found


def test_wrong_receipts_reports_a_second_and_different_one():
    entries = [told(1), told(1)]
    assert checks.wrong_receipts(entries, [submission(1)], digest) == []
    entries.append(told(1, reference="SB-9"))
    found = checks.wrong_receipts(entries, [submission(1)], digest)
    assert "two receipts of key key-1: SB-1, SB-9" in found


def test_wrong_receipts_reports_another_reference_than_the_databases():
    (found,) = checks.wrong_receipts([told(1)], [submission(1, reference="SB-9")], digest)
    assert "the receipt says SB-1, the database SB-9" in found


def test_wrong_receipts_reports_a_code_that_opens_nothing():
    (found,) = checks.wrong_receipts([told(1, code="code-9")], [submission(1)], digest)
    assert "does not open it" in found


def test_halves_reports_each_missing_part():
    assert checks.halves([submission(1)], MENTIONS) == []
    broken = [
        submission(1, mentions=MENTIONS[:-1]),
        submission(2, submitters=0),
        submission(3, traces=0),
    ]
    assert len(checks.halves(broken, MENTIONS)) == 3


def test_wrong_reactions_reports_missing_doubled_and_uncalled_ones():
    events = {7: "submissions.sent"}
    assert checks.wrong_reactions(events, [(7, REACT)], [], TABLE) == []
    assert "did not run" in checks.wrong_reactions(events, [], [], TABLE)[0]
    assert "ran 2 times" in checks.wrong_reactions(events, [(7, REACT)] * 2, [], TABLE)[0]
    assert "no such thing" in checks.wrong_reactions({}, [(7, REACT)], [], TABLE)[0]


@pytest.mark.parametrize("status", ["todo", "doing", "failed", "aborted"])
def test_wrong_reactions_reports_a_job_that_nobody_runs(status):
    (found,) = checks.wrong_reactions({}, [], [Job("run_reaction", status)], TABLE)
    assert found == f"1 jobs run_reaction are {status}"
    fine = [Job("run_reaction", "succeeded"), Job("anchor_audit", "todo", is_later=True)]
    assert checks.wrong_reactions({}, [], fine, TABLE) == []


def test_wrong_notices_reports_one_too_few_one_too_many_and_one_twice():
    kept = [submission(1, is_urgent=True), submission(2)]
    given = [(10, "new:SB-1"), (11, "new:SB-1")]
    assert checks.wrong_notices(kept, given, [10, 11], "new:{}") == []
    assert len(checks.wrong_notices(kept, given[:1], [10, 11], "new:{}")) == 1
    assert len(checks.wrong_notices(kept, [*given, (10, "new:SB-2")], [10, 11], "new:{}")) == 1
    assert "2 times" in checks.wrong_notices(kept, [*given, given[0]], [10, 11], "new:{}")[0]


def test_reason_it_failed_where_no_loss_was_seen():
    nothing = Outcome()
    assert "Nothing was acknowledged" in control.reason_it_failed(nothing)
    blind = Outcome(entries=[told(1)])
    assert "could not see one" in control.reason_it_failed(blind)
    seeing = Outcome(entries=[told(1)], findings=checks.Findings(lost=("lost: 1-1",)))
    assert control.reason_it_failed(seeing) is None


def test_outcome_is_good_only_without_findings_and_problems():
    assert Outcome().is_good
    assert not Outcome(problems=["client 3 gave up"]).is_good
    for kind in checks.Findings.__dataclass_fields__:
        assert not Outcome(findings=checks.Findings(**{kind: ("something",)})).is_good, kind


def test_ledger_gives_back_what_was_added_and_leaves_out_a_line_cut_short(tmp_path):
    path = tmp_path / "client-1.jsonl"
    book = ledger.Ledger(path)
    book.add(told(1, TRIED))
    book.add(told(1))
    book.close()
    with path.open("a") as file:
        file.write('{"what": "rece')
    assert ledger.read([path]) == [told(1, TRIED), told(1)]


@pytest.mark.parametrize("count", [10, 30, 100, injectors.WHOLE, 150])
def test_schedule_has_every_kind_of_fault(count):
    planned = injectors.schedule(count, random.Random(1))
    assert len(planned) == count
    assert set(planned) == set(injectors.SHARES)


def test_schedule_is_the_same_for_the_same_seed():
    assert injectors.schedule(100, random.Random(5)) == injectors.schedule(100, random.Random(5))


def test_the_whole_run_has_at_least_a_hundred_kills_and_the_rest_beside():
    kills = sum(share for name, share in injectors.SHARES.items() if name.startswith("kill"))
    assert kills >= 100
    assert kills < injectors.WHOLE


def test_break_by_knows_every_kind():
    breaker = injectors.Breaker(stack=None, disk=None, chance=random.Random(1))
    assert set(breaker.kinds()) == set(injectors.SHARES)


def test_small_file_system_full_refuses_a_byte_and_free_again_takes_it(tmp_path):
    small, place = disk.under(tmp_path)
    if not isinstance(small, disk.SmallFileSystem):
        pytest.skip("this machine does not let us mount a file system")
    try:
        place.mkdir()
        small.fill()
        with pytest.raises(OSError, match="No space left"):
            (place / "one").write_bytes(bytes(8192))
        small.free()
        (place / "one").write_bytes(bytes(8192))
    finally:
        small.remove()
    assert not any((tmp_path / "disk").iterdir())


def test_limited_files_stops_a_process_from_writing_further(tmp_path, monkeypatch):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        monkeypatch.setattr(disk, "processes", lambda datadir: [process.pid])
        limited = disk.LimitedFiles(tmp_path)
        before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        limited.fill()
        assert resource.prlimit(process.pid, resource.RLIMIT_FSIZE)[0] == disk.SMALLEST
        limited.free()
        assert resource.prlimit(process.pid, resource.RLIMIT_FSIZE) == before
        process.communicate(b"\n", timeout=10)


@pytest.mark.deep
@pytest.mark.skipif(examples(small=0, deep=1) == 0, reason="a minute long: CAIRN_DEEP=1")
def test_faults_one_of_each_loses_nothing_and_the_counter_proof_sees_a_loss(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "tools.faults", "--quick", "--seed", "1"],
        cwd=ROOT,
        env=_own_folder(tmp_path),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Nothing acknowledged was lost or doubled" in ran.stdout
    assert "were reported lost" in ran.stdout


def _own_folder(folder: Path) -> dict[str, str]:
    import os

    environment = {**os.environ, "CAIRN_VAR_DIR": str(folder)}
    (folder / "static-vendor").symlink_to(ROOT / "var" / "static-vendor")
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CAIRN_ENV"):
        environment.pop(name, None)
    return environment


def test_notifications_that_were_lost_doubled_or_forgotten_are_reported():
    sound = shouting.Outcome(receipts={"1": {"MR-1"}}, kept=1, waiting=1, escalated=1)
    assert "No notification was lost" in shouting.shown(sound)
    for planted in (
        {"lost": ["1"]}, {"doubled": ["1"]}, {"wrong": ["MR-1: 2 calls in 1 steps"]},
        {"waiting": 2},
    ):  # fmt: skip
        assert "PROMISE WAS BROKEN" in shouting.shown(replace(sound, **planted))
    assert "FAILED" in shouting.shown_control(sound)
    assert "1 of 1" in shouting.shown_control(replace(sound, lost=["1"]))
