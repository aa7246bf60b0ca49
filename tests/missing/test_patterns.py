"""What repeats: often, together, at one place, at one hour; and that nobody is named who may not be."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.accounts.models import Notice
from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.home.queries import needs
from cairn.missing import actions, queries
from cairn.missing.choices import What
from cairn.missing.models import StrategyDiscussion
from cairn.missing.rules import patterns as rules
from cairn.networks.models import Adult
from cairn.pathways.models import Contact, Pathway
from tests.missing.conftest import BACKEND, HOUR, read


def follow(*events):
    """What the worker would do after these events."""
    table = reactions.table()
    for one in AuditEvent.objects.filter(event__in=events).order_by("pk"):
        for path in table[one.event]:
            reactions.run(event_id=one.pk, reaction=path)


def test_third_episode_asks_for_a_discussion_and_tells_once(missed, mel, jade):
    missed(9, 5)
    follow("missing.opened")
    assert queries.often(by=mel, child=jade) is None
    missed(1, 0.5)
    for _ in range(2):
        follow("missing.opened", "missing.often")
    assert AuditEvent.objects.filter(event="missing.often").count() == 1
    contact = Contact.objects.get()
    assert (contact.source, contact.child) == ("missing", jade)
    assert contact.said == "Missing 3 times in 30 days: a strategy discussion is asked for."
    assert queries.often(by=mel, child=jade).said == "Four times in 30 days"


def test_all_opened_before_the_worker_looked_still_tell_once(missed, jade):
    missed(9, 5, 3, 1)
    follow("missing.opened")
    follow("missing.often")
    assert Contact.objects.count() == 1


def test_with_an_open_pathway_its_lead_hears_and_no_contact_is_made(missed, priya, jade, mel):
    Pathway.objects.create(child=jade, council=jade.council, opened_at=clock.now(), opened_by=mel)
    missed(9, 5, 1)
    for event in ("missing.opened", "missing.often", "missing.often"):
        follow(event)
    assert not Contact.objects.exists()
    notices = Notice.objects.filter(key__startswith="pathways.often")
    assert [one.person for one in notices] == [priya]
    assert notices[0].page == "missing:child"


def test_the_answer_is_on_the_list_of_who_decides_until_it_is_given(missed, mel, priya, jade):
    missed(9, 5, 1)
    [need] = [one for one in needs(by=mel, about="missing") if "strategy" in one.text]
    assert need.page == reverse("missing:discussion", args=[jade.reference])
    assert not [one for one in needs(by=priya, about="missing") if "strategy" in one.text]
    said = {"by": mel, "child": jade.reference, "outcome": "held"}
    with pytest.raises(Refused, match="with whom"):
        actions.answer_discussion(key=uuid.uuid4(), **said)
    said |= {"held_on": clock.today(), "with_whom": "Police and health", "key": uuid.uuid4()}
    made = actions.answer_discussion(**said)
    assert actions.answer_discussion(**said) == made
    assert made.asked == "Three times in 30 days"
    assert not [one for one in needs(by=mel, about="missing") if "strategy" in one.text]
    with pytest.raises(Refused, match="somebody may have answered"):
        actions.answer_discussion(**said | {"key": uuid.uuid4()})
    assert StrategyDiscussion.objects.count() == 1


def test_answer_page_asks_for_what_is_missing_and_keeps_what_was_typed(client, missed, mel, jade):
    missed(9, 5, 1)
    client.force_login(mel, backend=BACKEND)
    where = reverse("missing:discussion", args=[jade.reference])
    assert "missing three times in 30 days" in client.get(where).content.decode()
    sent = {"outcome": "not_needed", "with_whom": "Nobody", "key": str(uuid.uuid4())}
    said = client.post(where, sent).content.decode()
    assert "Say why no strategy discussion is needed." in said
    assert 'value="Nobody"' in said
    done = client.post(where, sent | {"why": "Held last week elsewhere"}, follow=True)
    said = done.content.decode()
    assert "No strategy discussion needed." in said
    assert "Held last week elsewhere" in said
    assert "is asked for" not in said


def test_missing_together_is_said_of_children_the_reader_may_know(missed, priya, jade, kim):
    missed(3, found_where="The steps by the weir")
    missed(3, child=kim, found_where="the steps by the weir.")
    [one] = queries.together(by=priya, child=jade)
    assert (one.other.child, one.how) == (kim, rules.SAME_PLACE)
    [one] = queries.together(by=priya, child=kim)
    assert one.other.child == jade


def test_same_adult_is_named_only_to_who_may_know_adults(missed, say, priya, mel, jade, northmoor):
    shaz = Adult.objects.create(
        name="Shaz", search_text="shaz", council=northmoor, added_at=clock.now(), added_by=mel
    )
    for episode in missed(9, 5):
        actions.say(
            by=mel, reference=episode.reference, what=What.FOUND,
            at=episode.until_at - HOUR, with_adults=[shaz.reference], key=uuid.uuid4(),
        )  # fmt: skip
    assert queries.habits(by=mel, child=jade) == ["Found twice with the same adult: Shaz."]
    assert queries.habits(by=priya, child=jade) == []


def _bytes(client, *rows):
    """What the reader can tell of Jade's pages, without what is random in them."""
    found = ""
    for name, row in rows:
        said = read(client, name, row)
        found += re.sub(r'(csrfmiddlewaretoken" value=|nonce=|value=)"[^"]+"', r"\1", said)
    return found


def test_pages_are_the_same_to_the_byte_with_and_without_a_child_out_of_reach(
    by_priya, missed, jade, kim, priya, mel
):  # fmt: skip
    [episode] = missed(3, found_where="The steps by the weir")
    Involvement.objects.filter(child=kim).delete()
    Child.objects.filter(pk=kim.pk).update(is_restricted=True, restricted_because="-")
    rows = (("child", jade), ("episode", episode))
    before = _bytes(by_priya, *rows)
    with transaction.atomic():
        Child.objects.filter(pk=kim.pk).update(is_restricted=False, restricted_because="")
        missed(3, 2, 1, child=kim, by=mel, found_where="The steps by the weir")
        assert queries.together(by=mel, child=jade)
        assert queries.together(by=priya, child=jade) == []
        assert _bytes(by_priya, *rows) == before
        transaction.set_rollback(True)


def test_child_page_asks_as_often_for_many_episodes_as_for_few(by_priya, missed, jade, kim):
    counted = []
    for days in ((9, 5), (20, 18, 16, 14, 12, 11, 8, 7, 6, 4, 3)):
        missed(*days, found_where="The steps by the weir")
        missed(*days, child=kim, found_where="The steps by the weir")
        read(by_priya, "child", jade)
        with CaptureQueriesContext(connection) as captured:
            read(by_priya, "child", jade)
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 40


def test_support_stands_beside_what_was_before(by_priya, missed, jade, priya, northmoor_services):
    missed(80, 75, 70, 20)
    Involvement.objects.create(
        child=jade, kind="intervention_worker", agency=northmoor_services, person=priya, why="-",
        since_on=clock.today() - timedelta(days=60),
    )  # fmt: skip
    said = read(by_priya, "child", jade)
    assert "Before and since support began" in said
    assert said.count("<svg") >= 1
    assert "The same as a table" in said
