"""The system is no oracle: whoever is out of reach gets the same bytes with and without the record.

Every page is asked for twice by every outsider, lists with the hidden names as search words too:
once in a world with a child, a submission, a strand, an adult, a place and a phone that are none of
their business, once in a world without. And every page about one record answers for a hidden record
as for one that never was.
"""

import io
import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import Team
from cairn.children.models import Child
from cairn.foundation import clock
from tests.house_rules.addresses import MEANS, addresses, pages
from tests.house_rules.conftest import A_MONDAY, hidden_records, standards

OUTSIDERS = ("olu", "sol", "tia", "audrey", "wren", "dee", "ada", "otto", "stranger")
WORDS = ("Jade", "Shaz", "steps", "07700 900123", "phone", "CH-")
SEARCHED = ("q", "text", "name", "words", "find")
SEARCHABLE = {"children", "networks", "intelligence", "triage", "submissions", "pathways"}
# The operator is told how much work waits, and nothing of what or where.
ALLOWED_COUNTS = {("otto", "home:service"), ("otto", "home:metrics"), ("otto", "home:start")}
# Figures count every child missing in an area, for those whose permission says so (ADR 14); nobody's name.
WHOLE_FIGURES = {"returns:answers", "returns:answers_spreadsheet"}
ALLOWED_COUNTS |= {("audrey", page) for page in WHOLE_FIGURES}
# Whose answer depends on nothing hidden, and on randomness of its own.
OWN_RANDOMNESS = {"mfa_login_webauthn", "mfa_add_webauthn", "mfa_activate_totp", "account_logout"}


@pytest.fixture
def sol(police, southmere):
    """Works at the police desk, for the other council's area only."""
    team = Team.objects.create(
        code="southmere-desk", name="Desk", kind="ce_unit", agency=police, council=southmere
    )
    sol = User(
        email="sol@example.test", name="Sol", roles=[Role.POLICE_CE], agency=police, team=team
    )
    sol.set_unusable_password()
    sol.save()
    return sol


@pytest.fixture
def tia(southmere_services):
    """Manages the team of the other council, and says there who goes."""
    tia = User(
        email="tia@example.test", name="Tia", roles=[Role.TEAM_MANAGER], agency=southmere_services
    )
    tia.set_unusable_password()
    tia.save()
    return tia


@pytest.fixture
def base(
    northmoor, southmere, northmoor_services, police, pat, tess, priya, sam, school, strands, system
):
    with clock.at(A_MONDAY):
        standards(northmoor)
        yield northmoor


def _browser(person, request):
    client = Client()
    if person != "stranger":
        client.force_login(
            request.getfixturevalue(person),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
    return client


def _seen(response):
    """What the person can tell from an answer: its status, where it leads, and every byte shown."""
    content = response.content
    if "spreadsheet" in response.get("Content-Type", ""):
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        content = repr(list(rows)).encode()
    text = content.decode()
    text = re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"', r"\1", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "uuid", text)
    return response.status_code, response.get("Location", ""), text


def _pictures(client, person):
    """What each list answers, and again for each word where the person may open it at all."""
    found = {}
    for name, parameters in pages():
        if parameters or name in OWN_RANDOMNESS or (person, name) in ALLOWED_COUNTS:
            continue
        plain = found[name, ""] = _get(client, reverse(name))
        if plain[0] == 200 and name.split(":")[0] in SEARCHABLE:
            for word in WORDS:
                query = "&".join(f"{field}={word}" for field in SEARCHED)
                found[name, word] = _get(client, f"{reverse(name)}?{query}")
    return found


def _get(client, address):
    with transaction.atomic():
        answer = _seen(client.get(address))
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("person", OUTSIDERS)
def test_outsider_sees_the_same_lists_with_and_without(person, base, request):
    client = _browser(person, request)
    without = _pictures(client, person)
    with transaction.atomic():
        hidden_records(base, request)
        with_hidden = _pictures(client, person)
        transaction.set_rollback(True)
    assert {a: with_hidden[a] for a in without if without[a] != with_hidden[a]} == {}


@pytest.mark.parametrize("person", OUTSIDERS)
def test_outsider_cannot_tell_a_hidden_record_from_none(person, base, request):
    client = _browser(person, request)
    hidden = addresses(hidden_records(base, request))
    nobody = addresses(
        {
            **dict.fromkeys(set(MEANS.values()), "ZZ-0000-0000"),
            "draft": uuid.uuid4(),
            "question": uuid.uuid4(),
            "step": "story",
            "part": "about",
            "kind": "safety",
            "copy": "child",
            "what": "returned",
            "act": "offer",
            "council": base.code,
            "year": 2026,
            "return_file": "ssda903",
            "number": 999_999,
            "job": 999_999,
        }
    )
    told_apart = {}
    about_one = [
        name for name, parameters in pages() if set(parameters) & {"reference", "key", "file"}
    ]
    for name in set(about_one):
        for ask in (client.get, client.post):
            with transaction.atomic():
                answers = [_seen(ask(where[name])) for where in (hidden, nobody)]
                transaction.set_rollback(True)
            if _without(answers[0], hidden, name) != _without(answers[1], nobody, name):
                told_apart[name] = answers
    assert told_apart == {}


def _without(answer, addresses, name):
    """The answer without what was asked: a page may say, or lead to, the reference it was given."""
    plain = repr(answer).replace(addresses[name], "HERE")
    for part in addresses[name].split("/"):
        if part.isupper() or any(character.isdigit() for character in part):
            plain = plain.replace(part, "THIS")
    return plain


def test_the_hidden_child_is_seen_by_those_who_may(base, request):
    """Or the two tests above would prove nothing."""
    hidden_records(base, request)
    client = _browser("priya", request)
    child = Child.objects.get(given_name="Jade")
    assert b"Jade" in client.get(reverse("children:list")).content
    assert b"Jade" in client.get(reverse("children:child", args=[child.reference])).content
