"""A report that was put with the wrong child goes to another, and what a carer says of a return is looked
at before it ends an episode.
"""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.foundation.refusals import Overtaken, Refused
from cairn.missing import actions, queries
from cairn.missing.choices import Ended
from cairn.missing.models import Episode
from tests.missing.conftest import same

HOUR = timedelta(hours=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def told(tess, northmoor, night):
    """A teacher's report by name: told(returned=1)."""

    def made(returned=None, **more):
        at = None if returned is None else night - returned * HOUR
        return actions.report_somebody(
            by=tess, council=northmoor, key=uuid.uuid4(), reported_at=night - HOUR / 2,
            last_seen_at=night - 4 * HOUR, returned_at=at, given_name="Jaid", **more,
        )  # fmt: skip

    return made


def matched(by, report, child):
    return actions.match(by=by, **same(report, child=child.reference))


def test_a_carer_s_word_that_the_child_is_back_ends_no_episode_of_others(
    meg, told, episode, jade, priya
):
    row = matched(meg, told(returned=1), jade)
    episode.refresh_from_db()
    assert (row.episode, episode.until_at, episode.ended) == (episode, None, "")
    assert "It says that the child is back. Make sure" in row.asks
    assert "returned" not in queries.times(by=priya, episodes=[episode])[episode.pk]


def test_what_a_report_said_is_the_word_of_whoever_reported(meg, told, jade, tess):
    row = matched(meg, told(), jade)
    said = {one.what: one.who for one in row.episode.sayings.all()}
    assert said["last_seen"] == f"{tess.name}, {tess.agency}"


def test_another_child_takes_the_episode_along_that_the_report_began(meg, told, jade, kim, system):
    wrong = matched(meg, told(), jade).episode
    row = queries.report(by=meg, reference=wrong.reports.get().reference)
    row = actions.unmatch(by=meg, **same(row, why="Her teacher rang"))
    wrong.refresh_from_db()
    assert wrong.ended == Ended.NOT_MISSING
    assert "Her teacher rang" in wrong.ended_because
    assert (row.child, row.episode) == (None, None)
    assert row in queries.waiting(by=meg)
    right = matched(meg, row, kim).episode
    assert (right.child, right.ended) == (kim, "")
    assert list(queries.still_missing(by=meg)) == [right]


def test_another_child_leaves_an_episode_with_what_others_said(
    meg, told, episode, jade, priya, say
):
    began = episode.from_at
    row = matched(meg, told(), jade)
    episode.refresh_from_db()
    assert row.episode == episode
    actions.unmatch(by=meg, **same(row, why="Her teacher rang"))
    episode.refresh_from_db()
    assert (episode.from_at, episode.ended) == (began, "")


def test_a_return_that_only_that_report_told_counts_no_more(system, meg, episode, jade, night):
    row = actions.receive(
        by=system, source="police_push", sender="Police", message="7", council=episode.council,
        given_name=jade.given_name, family_name=jade.family_name, born_on=jade.born_on,
        reported_at=night - HOUR, returned_at=night - HOUR / 2,
    )  # fmt: skip
    row = row if row.child else matched(meg, row, jade)
    episode.refresh_from_db()
    assert episode.ended == Ended.RETURNED
    actions.unmatch(by=meg, **same(row, why="It was her sister"))
    episode.refresh_from_db()
    assert (episode.until_at, episode.ended) == (None, "")
    assert "returned" not in queries.times(by=meg, episodes=[episode])[episode.pk]
    told = queries.sayings(by=meg, episode=episode)
    assert [one.counts for one in told if one.saying.what == "returned"] == [False]


def test_a_return_stays_where_the_child_was_missing_again(
    system, meg, episode, jade, night, reported
):
    row = actions.receive(
        by=system, source="police_push", sender="Police", message="7", council=episode.council,
        given_name=jade.given_name, family_name=jade.family_name, born_on=jade.born_on,
        reported_at=night - HOUR, returned_at=night - HOUR / 2,
    )  # fmt: skip
    row = row if row.child else matched(meg, row, jade)
    assert reported(hours_ago=0.1, last_seen=0.2).episode != episode
    with pytest.raises(Refused, match="missing again since"):
        actions.unmatch(by=meg, **same(row, why="It was her sister"))
    assert Episode.objects.get(pk=episode.pk).ended == Ended.RETURNED


def test_another_child_is_said_of_a_report_that_has_one_for_a_reason_by_who_receives(
    meg, told, jade, priya, unnamed
):
    with pytest.raises(Refused, match="Nobody has said yet"):
        actions.unmatch(by=meg, **same(unnamed, why="-"))
    row = matched(meg, told(), jade)
    with pytest.raises(Refused, match="how it is known"):
        actions.unmatch(by=meg, **same(row, why=" "))
    with pytest.raises(Overtaken):
        actions.unmatch(by=meg, reference=row.reference, version=row.version - 1, why="-")
    with pytest.raises(Refused):
        actions.unmatch(by=priya, **same(row, why="-"))


def test_the_page_leads_to_another_child_and_refuses_two_at_once(client, meg, told, jade, kim):
    client.force_login(meg, backend=BACKEND)
    row = told(family_name=jade.family_name)
    page = reverse("missing:match", args=[row.reference])
    both = {"version": row.version, "child": jade.reference, "reference": kim.reference}
    shown = client.post(page, both, follow=True).content.decode()
    assert "You chose one child and entered another" in shown
    row = matched(meg, row, jade)
    assert (
        "It is another child"
        in client.get(reverse("missing:report", args=[row.reference])).content.decode()
    )
    page = reverse("missing:unmatch", args=[row.reference])
    shown = client.post(page, {"version": row.version, "why": "Her teacher rang"}, follow=True)
    assert "Say now which child the report is about" in shown.content.decode()
