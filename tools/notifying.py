"""Notifications of missing children, for the measurements and the faults: who is there, and sending one."""

import http.client
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tools.stack import Stack

LADDER = 6  # METCO officers: those who are asked, one after the other
_STAGE = """
import json, uuid
from datetime import date
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from cairn.accounts import actions, people
from cairn.accounts.models import User
from cairn.agencies.models import Agency, Council
from cairn.children.models import Child
from cairn.foundation import clock
police = Agency.objects.get(code="police")
council = Council.objects.get(code="cumberland")
def person(name, role):
    return User.objects.create(
        name=name, email=name.replace(" ", ".").lower() + "@police.example", password="!",
        roles=[role], agency=police,
    )
admin = person("Account Administrator", "agency_administrator")
staff = [person(f"Metco {{n}}", "police_metco") for n in range({ladder})]
staff += [person(f"Officer {{n}}", "police_officer") for n in range({people} - {ladder})]
for n in range({children}):
    Child.objects.create(
        given_name=f"Child {{n}}", family_name="Invented", search_name=f"child {{n}} invented",
        born_on=date(2012, 1, 1), council=council, added_at=clock.now(), added_by=staff[0],
    )
system = actions.add_system(by=admin, name="Police records")
_, secret = actions.make_key(by=admin, reference=system.reference, days=92, asked_as=uuid.uuid4())
store = import_module(settings.SESSION_ENGINE).SessionStore
cookies = []
for one in staff:
    session = store()
    session[SESSION_KEY] = str(one.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = one.get_session_auth_hash()
    session["accounts_demo_person"] = True
    session.create()
    cookies.append(settings.SESSION_COOKIE_NAME + "=" + session.session_key)
print("STAGED " + json.dumps({{"secret": secret, "cookies": cookies}}))
"""


@dataclass(frozen=True)
class Staged:
    """The key of the system that sends, and the sessions of those who may be asked first."""

    secret: str
    cookies: list[str]


def stage(stack: Stack, *, people: int, children: int) -> Staged:
    """People, children and a key, in a service that has its profile."""
    script = _STAGE.format(people=people, children=children, ladder=LADDER)
    said = stack.manage("Staffing the service", "shell", "--verbosity", "0", "--command", script)
    line = next(line for line in said.splitlines() if line.startswith("STAGED "))
    return Staged(**json.loads(line.removeprefix("STAGED ")))


def notification(number: int) -> dict[str, str]:
    """The message of this number, about the child of this number."""
    ago = datetime.now(UTC) - timedelta(hours=1)
    return {
        "message": f"message-{number}", "council": "cumberland", "grade": "high",
        "given_name": f"Child {number}", "family_name": "Invented", "born_on": "2012-01-01",
        "reported_at": ago.isoformat(timespec="seconds"),
    }  # fmt: skip


def send(port: int, secret: str, told: dict[str, str], patience: float = 15.0) -> str:
    """The receipt's reference. Raises OSError where no receipt was given."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request(
            "POST", "/api/missing/notifications", json.dumps(told),
            {"Authorization": f"Bearer {secret}", "Content-Type": "application/json",
             "Host": f"localhost:{port}"},
        )  # fmt: skip
        answer = connection.getresponse()
        said = answer.read()
    except http.client.HTTPException as problem:
        raise OSError(type(problem).__name__) from problem
    finally:
        connection.close()
    if answer.status != 201:
        raise OSError(f"{answer.status}: {said[:200]!r}")
    return json.loads(said)["reference"]
