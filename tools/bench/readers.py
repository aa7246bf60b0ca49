"""Who reads the pages: people of the built county, eight browsers for each kind, signed in past the doors."""

import json

READERS = 8
DESK, MANAGER, LEAD, TEAM = "desk", "manager", "lead", "team"
CASES = 15  # of a lead practitioner: children on an open pathway
_SIGN_IN = """
import json
from django.conf import settings
from django.db.models import Count
from django.test import Client
from cairn.accounts.models import User
from cairn.accounts.second_step import DEMO_MARK
people = User.objects.filter(ended_at=None).order_by("pk")
mine = {{"involvements__kind": "lead_practitioner", "involvements__until_on": None}}
led = people.filter(**mine, involvements__child__pathways__closed_at=None)
wanted = {{
    "desk": people.filter(roles__contains=["police_ce"], team__council=None),
    "manager": people.filter(roles__contains=["cerar_manager"]),
    "team": people.filter(roles__contains=["team_manager"]),
    "lead": led.annotate(n=Count("involvements__child__pathways")).filter(n={cases}),
}}
found = {{}}
for kind, rows in wanted.items():
    rows = list(rows[:{readers}])
    for number in range({readers}):
        person = rows[number % len(rows)]
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[DEMO_MARK] = True
        session.save()
        found.setdefault(kind, []).append(
            {{"person": person.pk, "cookie": {{settings.SESSION_COOKIE_NAME: session.session_key}}}}
        )
print("SIGNED-IN", json.dumps(found))
"""
SIGN_IN = _SIGN_IN.format(readers=READERS, cases=CASES)


def read(said: str) -> dict[str, list[dict]]:
    """What SIGN_IN printed: for each kind, each reader's number and cookie."""
    return json.loads(said.split("SIGNED-IN", 1)[1].splitlines()[0])
