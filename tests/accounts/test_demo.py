"""The demo's own pages, and that a service in earnest cannot have them."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.urls import NoReverseMatch, reverse, set_urlconf

import cairn.config.urls  # noqa: F401  (made while this is not the demo)
from cairn.accounts import checks, demo, queries, second_step
from cairn.accounts.choices import Event
from cairn.accounts.models import User
from cairn.accounts.roles import SYSTEMS, Role
from cairn.foundation import mail
from tests.house_rules.house import ROOT


@pytest.fixture
def in_demo(settings, tmp_path):
    settings.IS_DEMO = True
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    (tmp_path / "mail").mkdir()
    yield
    set_urlconf(None)  # a request leaves its addresses behind


@pytest.fixture
def invented(school):
    return User.objects.create(
        email="alma@hill-school.example", name="Alma", roles=[Role.PARTNER], agency=school,
        job_title="Teacher",
    )  # fmt: skip


def test_be_one_of_these_people(in_demo, client, invented, tess, events):
    page = client.get("/demo/people").content.decode()
    assert "Be Alma" in page
    assert "Tess" not in page  # real accounts are nobody's to be
    assert demo.TO_TRY[Role.PARTNER] in page
    answer = client.post(f"/demo/people/{invented.reference}")
    assert answer.url == "/start"
    assert client.get("/account/me").wsgi_request.actor == invented
    assert client.get("/account/password").status_code == 200  # nothing to confirm with
    assert events(Event.SIGNED_IN) == [(Event.SIGNED_IN, {"ways": ["demo"]})]


def test_one_for_each_kind_of_work_comes_first(in_demo, client, invented, school):
    for name in ("Bo", "Cy"):
        User.objects.create(
            email=f"{name}@hill-school.example", name=name, agency=school,
            roles=[Role.AGENCY_ADMINISTRATOR],
        )  # fmt: skip
    shown = client.get("/demo/people").content.decode()
    first, everybody = shown.split("Everybody</h2>")
    assert [name for name in ("Alma", "Bo", "Cy") if f"Be {name}" in first] == ["Alma", "Bo"]
    assert all(f"Be {name}" in everybody for name in ("Alma", "Bo", "Cy"))


def test_be_somebody_else(in_demo, client, invented, school):
    other = User.objects.create(
        email="bo@hill-school.example", name="Bo", roles=[Role.CHAMPION], agency=school
    )
    for person in (invented, other):
        client.post(f"/demo/people/{person.reference}")
        assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("who", ["tess", "ended"])
def test_nobody_else_can_be_had(in_demo, client, invented, tess, who):
    from cairn.foundation import clock

    invented.ended_at = clock.now()
    invented.save()
    person = tess if who == "tess" else invented
    assert client.post(f"/demo/people/{person.reference}").status_code == 404
    assert "_auth_user_id" not in client.session


def test_become_takes_no_link(in_demo, client, invented):
    assert client.get(f"/demo/people/{invented.reference}")["Location"] == "/demo/people"
    assert "_auth_user_id" not in client.session


def test_mail_of_the_demo_is_on_a_page(in_demo, client, db):
    assert "No mail yet" in client.get("/demo/mail").content.decode()
    mail.send(to="alma@hill-school.example", page="/account/notices")
    mail.send(to="bo@hill-school.example", page="/account/invitation/abc")
    page = client.get("/demo/mail").content.decode()
    assert page.count("You have something to see in Cairn") == 4
    assert 'href="http://localhost:8000/account/invitation/abc"' in page
    assert "bo@hill-school.example" in page


def test_mail_page_works_before_the_folder_exists(in_demo, settings, tmp_path, client, db):
    settings.EMAIL_FILE_PATH = tmp_path / "not-there"
    assert client.get("/demo/mail").status_code == 200


def test_every_role_has_something_to_try():
    assert set(demo.TO_TRY) == set(Role) - {Role.SYSTEM, Role.STRANGER, *SYSTEMS}


# --- and nowhere else -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", demo.PAGES)
def test_demo_pages_have_no_address_here(page):
    with pytest.raises(NoReverseMatch):
        reverse(page, kwargs=demo.PAGES[page])


def test_demo_addresses_are_none_outside_the_demo(client, db):
    for address in ("/demo/people", "/demo/mail", "/demo/people/PN-0000-0000"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_cast_is_empty_outside_the_demo(invented, stranger):
    assert not queries.cast(by=stranger).exists()


def test_check_refuses_demo_pages_outside_the_demo(settings):
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"
    found = checks.demo_pages_are_in_the_demo_only(None)
    assert {problem.id for problem in found} == {"accounts.E001"}
    assert len(found) == 3
    with pytest.raises(SystemCheckError, match="anybody could be anybody"):
        call_command("check", tags=["accounts"])


def test_check_refuses_demo_people_in_production(settings, invented):
    assert checks.demo_people_are_in_the_demo_only(None, databases=["default"]) == []
    settings.IS_PRODUCTION = True
    [problem] = checks.demo_people_are_in_the_demo_only(None, databases=["default"])
    assert problem.id == "accounts.E002"
    with pytest.raises(SystemCheckError, match="people of the demo"):
        call_command("check", databases=["default"])


def as_production(code, **more):
    """Run code in a process that is a production service, on this test's database."""
    told = connection.settings_dict
    host = told["OPTIONS"].get("host") or told["HOST"]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")},
        "CAIRN_ENV": "production",
        "CAIRN_SECRET_KEY": "x" * 60,
        "CAIRN_RECEIPT_KEY": "y" * 60,
        "CAIRN_HOSTS": "cairn.example",
        "DATABASE_URL": f"postgresql://{told['USER']}@/{told['NAME']}?host={host}",
        "DJANGO_SETTINGS_MODULE": "cairn.config.settings",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


LOOK = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from cairn.accounts import checks, demo, second_step

def address(page, arguments):
    try:
        return reverse(page, kwargs=arguments)
    except NoReverseMatch:
        return None

class Request:
    session = {second_step.DEMO_MARK: True}
    user = None

print(json.dumps({
    "addresses": [address(page, arguments) for page, arguments in demo.PAGES.items()],
    "patterns": [str(p.pattern) for p in get_resolver().url_patterns if "demo" in str(p.pattern)],
    "checks": [problem.id for problem in checks.demo_pages_are_in_the_demo_only(None)],
    "believes the mark": second_step.is_demo_person(Request()),
    "mail": settings.EMAIL_BACKEND,
}))
"""


def test_production_has_no_demo(transactional_db):
    run = as_production(LOOK)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {
        "addresses": [None, None, None],
        "patterns": [],
        "checks": [],
        "believes the mark": False,
        "mail": mail.SMTP,
    }


def test_forgetting_to_say_where_one_runs_is_production(transactional_db):
    run = as_production(LOOK, CAIRN_ENV="production")
    environment = as_production(
        "import os; os.environ.pop('CAIRN_ENV')\n" + LOOK,
    )
    assert environment.stdout == run.stdout


@pytest.mark.django_db(transaction=True)
def test_production_refuses_to_start_among_demo_people(invented):
    run = as_production(
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', databases=['default'])"
    )
    assert run.returncode != 0
    assert "accounts.E002" in run.stderr


def test_demo_marks_are_only_the_demos(settings, rf):
    request = rf.get("/")
    request.session = {second_step.DEMO_MARK: True}
    assert not second_step.is_demo_person(request)
    settings.IS_DEMO = True
    assert second_step.is_demo_person(request)
