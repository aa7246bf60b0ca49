"""Every page × every member of the cast → the expected answer. A page that is not in the table fails.

The table (access.txt) is also the document that information governance signs. To add a page, run
`CAIRN_WRITE_ACCESS_TABLE=1 .venv/bin/pytest tests/house_rules/test_access.py -n 0` and read every
new row before keeping it: the table says what is allowed, not what happens to be.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import CAST
from tests.house_rules.addresses import addresses, pages

TABLE = Path(__file__).with_name("access.txt")
METHODS = ("GET", "POST")
# Answered by the sign-in library without a session of ours to answer to.
OUTSIDE = {"openid_connect_login", "openid_connect_callback"}

ASKED_BY_SCRIPTS_ONLY = {
    "date_in_words", "drafts:keep", "drafts:remove", "missing_notifications", "submissions:step_save",
}  # fmt: skip


def _read() -> dict[tuple[str, str], dict[str, str]]:
    table = {}
    people: list[str] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0] == "method":
            people = words[2:]
            continue
        table[words[0], words[1]] = dict(zip(people, words[2:], strict=True))
    return table


def _answers(person, user, world) -> dict[tuple[str, str], str]:
    client = Client(raise_request_exception=True)
    if person != "stranger":
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = {}
    for name, address in addresses(world).items():
        if name in OUTSIDE:
            continue
        for method in METHODS:
            with transaction.atomic():
                response = client.generic(method, address)
                found[method, name] = str(response.status_code)
                transaction.set_rollback(True)
            if name == "account_logout" and person != "stranger":
                client.force_login(
                    user, backend="allauth.account.auth_backends.AuthenticationBackend"
                )
    return found


def test_every_page_is_in_the_table():
    listed = {page for _method, page in _read()}
    assert {name for name, _parameters in pages()} - OUTSIDE == listed


def test_no_address_is_a_dead_end_when_opened_by_itself():
    """After a mistake the address of an act stands in the browser: it leads to the form."""
    closed = {
        page
        for (method, page), answers in _read().items()
        if method == "GET" and "405" in answers.values()
    }
    assert closed == ASKED_BY_SCRIPTS_ONLY


def test_table_names_the_whole_cast():
    assert all(tuple(row) == CAST for row in _read().values())


@pytest.mark.parametrize("person", CAST)
def test_each_person_gets_the_answer_of_the_table(person, world, request):
    answers = _answers(person, request.getfixturevalue(person), world)
    table = _read()
    wrong = {
        page: f"{answer}, not {table.get(page, {}).get(person)}"
        for page, answer in answers.items()
        if table.get(page, {}).get(person) != answer
    }
    assert wrong == {}


@pytest.mark.skipif(
    os.environ.get("CAIRN_WRITE_ACCESS_TABLE") != "1",
    reason="writes the table for a person to read",
)
def test_write_the_table(world, request):
    answers = {person: _answers(person, request.getfixturevalue(person), world) for person in CAST}
    width = max(len(page) for _method, page in answers["stranger"]) + 2
    lines = [_HEADING, f"method {'page':<{width}}" + " ".join(f"{person:<8}" for person in CAST)]
    for method, page in sorted(answers["stranger"], key=lambda key: (key[1], key[0])):
        codes = " ".join(f"{answers[person][method, page]:<8}" for person in CAST)
        lines.append(f"{method:<6} {page:<{width}}{codes}".rstrip())
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


_HEADING = """# Who may open what, in the small world of conftest.py: all is in Northmoor, the child is Jade.
# 200 shown  302 sent on (to sign in, or after an act)  403 role or state forbids
# 404 out of reach, or not there: the two are the same  405 the page takes no such request
# An empty POST is sent, so 200 to a POST means: the form comes back and says what is missing.
# priya lead practitioner, involved · sam police, involved · olu right role, wrong place
# audrey numbers, never names · mel CERAR manager · cory CERAR coordinator · wren intervention worker
# tess teacher who sent the submission · dee information governance · pat police desk
# ada her school's administrator · otto operates the service · stranger signed out"""
