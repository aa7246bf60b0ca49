"""Whatever reports say of time, in the database as it is: none is refused or lost, and what an episode
holds is what was said of it.
"""

import uuid
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.missing import actions, queries
from cairn.missing.choices import Ended, Source
from cairn.missing.models import Episode, Report
from tests.depth import examples

HOUR = timedelta(hours=1)
AGO = st.none() | st.integers(0, 40)
REPORTS = st.lists(
    st.tuples(AGO, st.integers(0, 40), AGO, AGO, st.sampled_from(["", "", "A", "B"])),
    min_size=1, max_size=7,
)  # fmt: skip


@settings(
    max_examples=examples(60, deep=1_500), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(REPORTS)
def test_every_report_is_taken_and_every_episode_holds_what_was_said(
    system, northmoor, night, history
):
    child = Child.objects.create(
        council=northmoor, given_name="Kit", family_name=uuid.uuid4().hex, added_at=night,
        added_by=system, born_on=night.date() - timedelta(days=15 * 365),
    )  # fmt: skip
    for number, (seen, reported, found, returned, police) in enumerate(history):
        at = {
            name: None if ago is None else night - ago * HOUR
            for name, ago in (("last_seen_at", seen), ("reported_at", reported),
                              ("found_at", found), ("returned_at", returned))
        }  # fmt: skip
        row = actions.receive(
            by=system, source=Source.POLICE_PUSH, sender="Police", council=northmoor,
            message=f"{child.reference}/{number}", police_reference=police,
            given_name=child.given_name, family_name=child.family_name, born_on=child.born_on, **at,
        )  # fmt: skip
        assert row.child == child
        assert row.episode or row.asks
    assert Report.objects.filter(child=child).count() == len(history)
    episodes = list(Episode.objects.filter(child=child))
    assert sum(one.until_at is None for one in episodes) <= 1
    known = queries.times(by=system, episodes=episodes)
    for one in episodes:
        said = known[one.pk]
        assert one.from_at == min(said.values())
        assert said.get("returned") == one.until_at
        assert bool(one.until_at) == (one.ended == Ended.RETURNED)
    assert clock.now() == night
