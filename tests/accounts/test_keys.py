"""Keys for other systems: shown once, kept as a digest, they end, and open one thing only."""

import re
import uuid
from datetime import timedelta

import pytest

from cairn.accounts import actions, people, queries
from cairn.accounts.choices import Event
from cairn.accounts.models import Key
from cairn.accounts.roles import Role
from cairn.audit.choices import Permission
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from tests.cast import _person


@pytest.fixture
def paul(police):
    """Administers the accounts of the police."""
    return _person("Paul", police, Role.AGENCY_ADMINISTRATOR)


@pytest.fixture
def system_of(paul):
    def made(name="Police records"):
        return actions.add_system(by=paul, name=name)

    return made


@pytest.fixture
def key(paul, system_of):
    """The key and its secret."""
    made = system_of()
    return actions.make_key(by=paul, reference=made.reference, days=92, asked_as=uuid.uuid4())


def opened(secret):
    return actions.use_key(by=people.STRANGER, secret=secret)


def test_system_sends_and_reads_nothing_and_cannot_sign_in(system_of, events):
    made = system_of()
    assert made.permissions == {Permission.MISSING_SEND, Permission.PUBLIC_VIEW}
    assert not made.has_usable_password()
    assert len(events(Event.SYSTEM_ADDED)) == 1


def test_system_is_added_by_an_agency_that_has_such_only(ada, system_of):
    with pytest.raises(Refused, match="No other system can send"):
        actions.add_system(by=ada, name="School records")
    system_of()
    with pytest.raises(Refused, match="a system of this name"):
        system_of("police RECORDS")


def test_system_is_no_person(paul, system_of):
    made = system_of()
    with pytest.raises(Refused, match="another system"):
        actions.change_roles(by=paul, reference=made.reference, roles=[Role.POLICE_OFFICER])
    with pytest.raises(Refused, match="another system"):
        actions.invite_again(by=paul, reference=made.reference)
    with pytest.raises(Refused, match="cannot give"):
        actions.invite(by=paul, email="x@police.example", name="X", roles=[Role.POLICE_SYSTEM])


def test_key_opens_its_account_and_is_kept_as_a_digest(key, events):
    made, secret = key
    assert opened(secret) == made.account
    made.refresh_from_db()
    assert made.last_used_at is not None
    assert secret.encode() not in bytes(made.digest)
    assert opened(secret + "x") is None
    assert len(events(Event.KEY_MADE)) == 1


def test_key_ends_by_itself_by_hand_and_with_its_account(key, paul):
    made, secret = key
    with clock.shifted(timedelta(days=92, minutes=1)):
        assert opened(secret) is None
    actions.withdraw_key(by=paul, reference=made.reference)
    assert opened(secret) is None
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_key(by=paul, reference=made.reference)
    _, other = actions.make_key(
        by=paul, reference=made.account.reference, days=92, asked_as=uuid.uuid4()
    )
    assert opened(other)
    actions.end_account(by=paul, reference=made.account.reference)
    assert opened(other) is None


def test_key_of_a_form_sent_twice_is_one_and_shown_once(paul, system_of):
    made, asked_as = system_of(), uuid.uuid4()
    ask = {"by": paul, "reference": made.reference, "days": 92, "asked_as": asked_as}
    (first, secret), (second, nothing) = actions.make_key(**ask), actions.make_key(**ask)
    assert (first, nothing) == (second, "")
    assert secret
    with pytest.raises(Refused, match="Only other systems"):
        actions.make_key(**ask | {"reference": people_of(paul)})


def people_of(paul):
    return queries.everybody(by=paul).get(pk=paul.pk).reference


def test_keys_of_another_agency_are_out_of_reach(ada, key):
    made, _ = key
    assert not queries.keys(by=ada).exists()
    with pytest.raises(OutOfReach):
        actions.withdraw_key(by=ada, reference=made.reference)


def test_pages_make_a_key_show_it_once_and_withdraw_it(client, paul, system_of):
    client.force_login(paul)
    client.post("/account/people/systems", {"name": "Police records"})
    made = queries.systems(by=paul).get()
    address = f"/account/people/systems/{made.reference}/key"
    answer = client.post(address, {"days": "92", "asked_as": str(uuid.uuid4())}).content.decode()
    [secret] = re.findall(r"cairn_[\w-]+", answer)[-1:]
    assert opened(secret) == made
    listed = client.get("/account/people/systems").content.decode()
    assert "Last used" in listed
    assert secret not in listed
    key = Key.objects.get()
    client.post(f"/account/people/systems/keys/{key.reference}/withdraw")
    assert opened(secret) is None
    assert "nobody signs in" in client.get(f"/account/people/{made.reference}").content.decode()
