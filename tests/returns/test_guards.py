"""What is refused about times in care: out of reach, by a used key, and what cannot be."""

import uuid
from datetime import date

import pytest

from cairn.accounts.roles import Role
from cairn.children.models import Child
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.returns import actions, queries
from tests.cast import _person


def record(by, child, **more):
    said = {"from_on": date(2026, 5, 1), "key": uuid.uuid4(), **more}
    return actions.record_care(by=by, child=child.reference, **said)


def test_time_in_care_is_of_a_child_within_reach(mel, jade):
    made = record(mel, jade)
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    with pytest.raises(OutOfReach):
        record(mel, jade, from_on=date(2026, 1, 1), until_on=date(2026, 2, 1))
    with pytest.raises(OutOfReach):
        actions.change_care(by=mel, reference=made.reference, version=1, from_on=made.from_on)
    assert not queries.care(by=mel).exists()


def test_key_is_of_who_used_it(mel, jade):
    made = record(mel, jade)
    other = _person("Manager", mel.agency, Role.CERAR_MANAGER)
    with pytest.raises(Refused, match="used before"):
        record(other, jade, key=made.key)


def test_time_in_care_is_put_right_only_to_what_can_be(mel, jade):
    record(mel, jade, from_on=date(2026, 1, 1), until_on=date(2026, 2, 1))
    made = record(mel, jade)
    with pytest.raises(Refused, match="It overlaps"):
        actions.change_care(by=mel, reference=made.reference, version=1, from_on=date(2026, 1, 20))
