"""A partnership with standards and an office, and people who walk through the front door."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cairn.agencies.models import ContactPoint, LocalStandard
from cairn.foundation import clock
from cairn.submissions.models import Draft, Submission

MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BOXING_DAY_EVENING = datetime(2026, 12, 28, 19, 0, tzinfo=UTC)  # its substitute day, a Monday
STANDARDS = {"draft-kept-days": 30, "attachment-megabytes": 10, "attachments-per-submission": 5}
ANSWERS = {
    "gate": {"now": "none", "about": "yes", "pathway": "no"},
    "call": {"called": "yes", "call_reference": "ten past four"},
    "story": {"what": "A man in a blue van gave her money.", "when": "last Tuesday",
              "about": ["child", "adult", "place"], "area": "northmoor"},
    "child": {"name": "Jade Example", "born": "4 5 2012"},
    "adult": {"name": "Mr Blue Van"},
    "place": {"where": "Invented Lane bus shelter"},
    "vehicle": {"plate": "QQ00 ZZZ"},
    "phone": {"number": "07700 900123"},
    "online": {"platform": "Snapchat", "handle": "invented.name"},
    "sharing": {"how_known": "myself", "adult_told": "yes"},
    "you": {"name": "Alex Example"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def partnership_rules(db, northmoor, strands):
    for key, value in STANDARDS.items():
        LocalStandard.objects.create(key=key, value=value, from_on=date(2020, 1, 1), source="tests")
    hours = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
    ContactPoint.objects.create(code="desk", name="Police desk", hours=hours)
    ContactPoint.objects.create(
        code="hub-northmoor", name="Northmoor Hub", council=northmoor, phone="01632 960001"
    )


@pytest.fixture(autouse=True)
def monday_morning():
    with clock.at(MONDAY_MORNING):
        yield


class Walker:
    """A browser at the front door, with the token checks that a real one meets."""

    def __init__(self, user=None):
        self.client = Client()
        if user is not None:
            self.client.force_login(user)
        self.key = None

    def at(self, page, **more):
        return reverse(f"submissions:{page}", kwargs={"key": self.key, **more})

    def start(self, **gate):
        said = ANSWERS["gate"] | gate
        answer = self.client.post(reverse("submissions:gate_answer"), said)
        assert answer.status_code == 302, answer.content.decode()
        self.key = re.search(r"/share/([0-9a-f-]{36})/", answer["Location"])[1]
        return answer

    def window(self, step, **at):
        """Open a page: the hidden fields of that window."""
        page = self.client.get(self.at("step", step=step, **at)).content.decode()
        return {
            name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]
            for name in ("version", "window", "order")
        }

    def write(self, step, typed=None, *, number=None, **more):
        at = {"number": number} if number else {}
        said = (ANSWERS[step] if typed is None else typed) | more
        return self.client.post(self.at("step", step=step, **at), said)

    def fill(self, **gate):
        """Every page of one child, one adult and one place, to the check of the answers."""
        answer = self.start(**gate)
        for _ in range(12):
            place = answer["Location"]
            if place.endswith("/check"):
                return self
            step = re.search(r"/page/([a-z]+)", place)[1]
            answer = self.client.post(place, ANSWERS[step])
            assert answer.status_code == 302, answer.content.decode()
        raise AssertionError("the form did not end")

    def send(self):
        answer = self.client.post(self.at("send"))
        assert answer["Location"] == self.at("receipt"), answer["Location"]
        return self.receipt()

    def receipt(self):
        page = self.client.get(self.at("receipt")).content.decode()
        return tuple(re.findall(r'<dd class="cairn-code">([^<]+)</dd>', page))

    @property
    def draft(self):
        return Draft.objects.get(key=self.key)

    @property
    def submission(self):
        return Submission.objects.get(key=self.key)


@pytest.fixture
def alex(db):
    """Somebody without an account."""
    return Walker()


@pytest.fixture
def teacher(tess):
    """Tess, signed in."""
    return Walker(tess)


@pytest.fixture
def sent(alex):
    """What Alex sent: the browser, its reference and its code."""
    alex.fill()
    alex.given = alex.send()
    return alex


@pytest.fixture
def db_ready(partnership_rules):
    """For generated examples, which share one database: each walks with a draft of its own."""
