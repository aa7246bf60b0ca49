"""A police desk in one area only, and records to look at."""

from datetime import date

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.networks import actions
from cairn.networks.choices import PlaceKind, ThingKind


@pytest.fixture
def noor(southmere_services):
    """Keeps these records in Southmere only."""
    user = User(
        email="noor@example.test", name="Noor", roles=[Role.POLICE_CE], agency=southmere_services
    )
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def shaz(pat, northmoor):
    return actions.add_adult(
        by=pat, council=northmoor, name="Shaz Inventedman", also_known_as=["Shazza"],
        born_on=date(1990, 2, 3), address="9 Made Up Street, Northmoor",
    )  # fmt: skip


@pytest.fixture
def takeaway(pat, northmoor):
    return actions.add_place(
        by=pat, council=northmoor, name="The Impossible Kebab", kind=PlaceKind.TAKEAWAY,
        address="1 Nowhere St, Northmoor",
    )  # fmt: skip


@pytest.fixture
def phone(pat, northmoor):
    return actions.add_thing(by=pat, council=northmoor, kind=ThingKind.PHONE, value="07700 900123")


@pytest.fixture
def van(pat, northmoor):
    return actions.add_thing(
        by=pat, council=northmoor, kind=ThingKind.VEHICLE, value="QB12 3XX",
        description="White van with a dent",
    )  # fmt: skip
