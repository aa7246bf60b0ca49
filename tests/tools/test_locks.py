"""Locks work with any registry, on any machine, and everything in them has a hash."""

import pytest

from tools import locks

HASHED = "name==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


def test_locks_of_this_checkout_hold_no_host_and_no_path():
    assert locks.all_problems() == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("--index-url https://pypi.org/simple", "a host"),
        ("--extra-index-url mirror", "a host"),
        ("--find-links wheels", "a host"),
        ("registry=https://registry.example/", "a host"),
        ("name @ git+ssh://somewhere/name", "a host"),
        ("--trusted-host 10.0.0.1:3141", "a host"),
        ("-e /home/someone/name", "a path"),
        ("name @ file:name", "a path"),
        ("-r ../other/base.txt", "a path"),
    ],
)
def test_problems_with_a_line_that_ties_it_to_a_machine(line, kind):
    assert any(kind in problem for problem in locks.problems("x", HASHED + line + "\n"))


def test_problems_with_an_entry_without_a_hash():
    assert locks.problems("base.txt", HASHED) == []
    assert locks.problems("base.txt", HASHED + "other==2.0\n") == ["base.txt: no hash: other==2.0"]
    lock = '{"packages": {"": {}, "node_modules/a": {"version": "1"}}}'
    assert locks.problems("package-lock.json", lock) == [
        "package-lock.json: no hash: node_modules/a"
    ]
