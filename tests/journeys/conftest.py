"""A real server and worker on the test's own database, a real browser, and people signed in."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from tests.house_rules.house import ROOT
from tests.journeys.nursery import Nursery, Part
from tests.journeys.visitor import FLAGS, Visitor, found_browser

CAIRN = Path(sys.executable).with_name("cairn")


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in str(item.fspath):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="module")
def browser():
    """Chromium, as long as a module's journeys last: its event loop is in the way of other tests."""
    found = found_browser()
    if found is None:
        if os.environ.get("CAIRN_REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_environment(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the server and the worker are told: this run's database, and collected files."""
    with django_db_blocker.unblock():
        host = connection.settings_dict["OPTIONS"].get("host") or connection.settings_dict["HOST"]
        user, name = connection.settings_dict["USER"], connection.settings_dict["NAME"]
    folder = tmp_path_factory.mktemp("site")
    (folder / "static-vendor").symlink_to(django_settings.VAR_DIR / "static-vendor")
    environment = {
        **os.environ,
        "CAIRN_ENV": "demo",
        "CAIRN_VAR_DIR": str(folder),
        "CAIRN_SECRET_KEY": django_settings.SECRET_KEY,
        "CAIRN_RECEIPT_KEY": django_settings.RECEIPT_KEY,
        "DATABASE_URL": f"postgresql://{user}@/{name}?host={host}",
        "CAIRN_PUBLIC_ADDRESS": f"http://localhost:{_free_port()}",
        "CAIRN_LIVE_ADDRESS": f"http://localhost:{_free_port()}",
    }
    subprocess.run(
        [CAIRN, "collectstatic", "--noinput", "--verbosity", "0"],
        env=environment,
        cwd=ROOT,
        check=True,
    )
    return environment


@pytest.fixture(scope="session")
def nursery(site_environment):
    """Loads the product once for all the journeys of this process."""
    started = Nursery(site_environment, ROOT)
    yield started
    started.close()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(address):
    try:
        return urllib.request.urlopen(address, timeout=2).status == 200
    except OSError:
        return False


@pytest.fixture
def site(nursery, site_environment, transactional_db, partnership_profile, tmp_path):
    """Start the service, at a time: site(at="2026-12-28T19:00") gives its address.

    site.later("2027-02-01T09:00") moves the clock of the web process and of the worker on.
    Its parts are forked from the nursery; with in_earnest=True, each is started by its command.
    """
    started = Site(nursery, site_environment, tmp_path / "clock")
    yield started
    started.stop()


class Site:
    """The web process, the worker and the live process, as they are started in earnest."""

    def __init__(self, nursery, environment, clock_file):
        self.nursery = nursery
        self.environment = environment
        self.clock_file = clock_file
        self.running: list[subprocess.Popen | Part] = []
        self.parts: dict[str, subprocess.Popen | Part] = {}
        self.starting: dict[str, Callable[[], subprocess.Popen | Part]] = {}
        self.live = ""

    def __call__(self, *, at="", in_earnest=False):
        address = self.environment["CAIRN_PUBLIC_ADDRESS"]
        self.live = self.environment["CAIRN_LIVE_ADDRESS"]
        told = {}
        if at:
            self.later(at)
            told["CAIRN_CLOCK_FILE"] = str(self.clock_file)
        port, live_port = (one.rpartition(":")[2] for one in (address, self.live))
        serve = ["serve", "--port", port, "--workers", "1", "--threads", "4"]
        works = {"web": serve, "worker": ["worker"], "live": ["live", "--port", live_port]}
        for name, work in works.items():
            self.starting[name] = partial(self._begun, work, told, in_earnest)
            self.start(name)
        self.wait_for(f"{address}/healthz")
        self.wait_for(f"{self.live}/live/healthz")
        return address

    def _begun(self, work, told, in_earnest):
        if not in_earnest:
            return self.nursery.start(work, told)
        command = [sys.executable, "-m", "tests.journeys.moved"] if told else [CAIRN]
        environment = {**self.environment, **told}
        return subprocess.Popen(
            [*command, *work], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
        )

    def start(self, name):
        """Start a part; again, after it was killed."""
        self.parts[name] = self.starting[name]()
        self.running.append(self.parts[name])

    def wait_for(self, address):
        for _ in range(1800):
            if _answers(address):
                return
            time.sleep(0.05)
        raise AssertionError(f"{address} did not answer within 90 seconds")

    def later(self, at):
        """From now on it is that time, for every process that was started at a time."""
        written = self.clock_file.with_suffix(".new")
        written.write_text(f"{at} {datetime.now(UTC).isoformat()}")
        written.replace(self.clock_file)

    def stop(self):
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:  # it was still starting, on a machine with much to do
                process.kill()
                process.wait()


@pytest.fixture
def partnership_profile(transactional_db):
    """The county's reviewed profile, with the demo's invented contact points."""
    from django.core.management import call_command

    call_command(
        "load_profile", "profiles/cumbria", "--overlay", "profiles/demo-overlay", verbosity=0
    )


@pytest.fixture
def visit(browser):
    """A person at a browser: visit(address, phone=True, as_user=priya)."""
    visitors = []

    def arrive(address, *, as_user=None, **how):
        visitor = Visitor(browser, address, **how)
        if as_user is not None:
            client = Client()
            client.force_login(
                as_user, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            session = client.session
            session["accounts_demo_person"] = True
            session.save()
            cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
            visitor.context.add_cookies(
                [{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
            )
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.close()
