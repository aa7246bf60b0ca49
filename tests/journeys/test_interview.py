"""A return home interview on a phone: the network is cut off half way, and nothing is lost; nor where
the person is signed out meanwhile. And at the desk: offered, planned, given on and signed off.
"""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from cairn.accounts.people import system
from cairn.accounts.roles import Role
from cairn.agencies.models import Team
from cairn.children.models import Involvement
from cairn.foundation import clock
from cairn.foundation.wording import exact
from cairn.interviews import actions
from cairn.interviews.models import Interview
from cairn.missing import actions as missing
from cairn.returns import actions as returns
from cairn.submissions.models import Submission
from tests.cast import _person
from tests.journeys.test_desk import people, wait_for
from tests.journeys.test_missing import worker

WORDS = "I was at Baz’s. He gives us money."
FIRST = "I was at"  # sent before the network went
AWAY = "A flat near the station."
NOT_SENT = "Kept on this phone, not sent yet."


@pytest.fixture
def back(partnership_profile):
    """A child who came back two hours ago, with an interview that Wren has offered."""
    from cairn.accounts import people as accounts

    _officer, priya, child = people()
    wren = worker(child)
    now = clock.now()
    report = missing.report_child(
        by=priya, child=child.reference, key=uuid.uuid4(), reported_at=now - timedelta(hours=9),
        last_seen_at=now - timedelta(hours=9), returned_at=now - timedelta(hours=2),
    )  # fmt: skip
    row = actions.open_for(by=accounts.system(), episode=report.episode.reference)
    return wren, child, row


def offered(wren, row):
    return actions.offer(
        by=wren, reference=row.reference, version=row.version, key=uuid.uuid4(), at=clock.now(),
        how="phone", whom="child",
    )  # fmt: skip


def field(visitor, name):
    return visitor.page.locator(f"[name={name}]")


def says(visitor, words):
    visitor.page.locator("[data-along-status]", has_text=words).wait_for()
    return visitor


def take_along(visitor, row):
    visitor.go(f"/interviews/{row.reference}/write")
    field(visitor, "childs_words").fill(FIRST)
    visitor.picture("interview-write-phone")
    visitor.page.get_by_role("button", name="Take it with me").click()
    visitor.page.wait_for_url("**/interviews/phone#*")
    visitor.reads("This page opens without a signal too.").look().picture("interview-along-phone")
    says(visitor, "Everything is sent.")
    return visitor


def cut_off(visitor):
    visitor.context.set_offline(True)


def connect(visitor):
    visitor.context.set_offline(False)
    visitor.failed.clear()  # what could not be fetched without a network


def test_interview_on_a_phone_with_the_network_cut_off_half_way(site, visit, back):
    wren, child, row = back
    offered(wren, row)
    phone = take_along(visit(site(), as_user=wren, phone=True), row)
    cut_off(phone)
    field(phone, "childs_words").fill(WORDS)
    says(phone, NOT_SENT)
    phone.page.wait_for_timeout(500)
    phone.page.reload()  # the phone closed the page meanwhile
    phone.page.get_by_role("heading", name=f"The interview with {child.name}").wait_for()
    phone.failed.clear()
    assert field(phone, "childs_words").input_value() == WORDS
    phone.page.get_by_text("While you were away", exact=True).click()
    field(phone, "where").fill(AWAY)
    phone.page.get_by_role("group", name="Are you afraid of anybody").get_by_label("Yes").check()
    phone.page.get_by_text("What it means for the plan", exact=True).click()
    phone.page.get_by_label("County lines").check()
    says(phone, NOT_SENT)
    phone.page.wait_for_timeout(500)
    phone.page.reload()
    says(phone, NOT_SENT)
    assert phone.page.get_by_label("County lines").is_checked()
    phone.failed.clear()
    phone.picture("interview-offline-phone")
    assert not Interview.objects.filter(childs_words=WORDS).exists()
    connect(phone)
    says(phone, "Everything is sent.")
    phone.look()
    row.refresh_from_db()
    assert row.childs_words == WORDS
    ticked = {"strands": "county-lines"}
    assert row.answers == {"during": {"where": AWAY, "fear": "yes"}, "risks": ticked}


def test_signed_out_meanwhile_signs_in_and_everything_arrives(site, visit, back):
    wren, _child, row = back
    offered(wren, row)
    server = site()
    phone = take_along(visit(server, as_user=wren, phone=True), row)
    cut_off(phone)
    field(phone, "childs_words").fill(WORDS)
    says(phone, NOT_SENT)
    phone.page.wait_for_timeout(500)
    Session.objects.all().delete()
    connect(phone)
    says(phone, "Sign in to send it.")
    phone.failed.clear()
    phone.picture("interview-signed-out-phone").follow("Sign in to send it")
    names = phone.page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert names == ["cairn-along"]  # the key is gone, the words are there
    sign_in(phone, visit(server, as_user=wren))
    phone.go(f"/interviews/phone#{row.reference}")
    says(phone, "Everything is sent.")
    row.refresh_from_db()
    assert row.childs_words == WORDS


FASTER = "{ const real = setInterval; window.setInterval = (act, wait) => real(act, wait / 30); }"


def test_handed_in_meanwhile_is_no_longer_sent_and_says_why(site, visit, back):
    wren, _child, row = back
    offered(wren, row)
    phone = take_along(visit(site(), as_user=wren, phone=True), row)
    phone.context.add_init_script(FASTER)
    phone.page.reload()
    says(phone, "Everything is sent.")
    cut_off(phone)
    field(phone, "childs_words").fill(WORDS)
    says(phone, NOT_SENT)
    phone.page.wait_for_timeout(500)
    Interview.objects.filter(pk=row.pk).update(handed_in_at=clock.now(), handed_in_by=wren)
    sent = []
    phone.page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    connect(phone)
    says(phone, "waits to be signed off").reads("It is no longer sent.").look()
    phone.picture("interview-closed-phone")
    assert field(phone, "childs_words").input_value() == WORDS
    phone.page.wait_for_timeout(2_000)  # in which it would have been sent four times
    assert len(sent) == 1
    phone.page.reload()
    says(phone, "waits to be signed off")
    phone.page.get_by_text("Not sent, and kept here to copy.").wait_for()
    Interview.objects.filter(pk=row.pk).update(handed_in_at=None, handed_in_by=None)
    phone.press("Send it now")
    says(phone, "Everything is sent.")
    row.refresh_from_db()
    assert row.childs_words == WORDS


def colleague(wren, child):
    """Who works with the child too, and writes in the same form."""
    other = _person("Kim", wren.agency, Role.INTERVENTION_WORKER)
    Involvement.objects.create(
        child=child, agency=wren.agency, person=other, kind="intervention_worker", why="Cover",
        since_on=clock.today(),
    )  # fmt: skip
    return other


def write(by, row, words):
    row.refresh_from_db()
    actions.save_part(
        by=by, reference=row.reference, part="words", version=row.version_of("words"),
        said={"childs_words": words},
    )  # fmt: skip


def test_browser_closed_half_way_and_somebody_else_wrote_meanwhile(site, visit, back, tmp_path):
    wren, child, row = back
    kim = colleague(wren, child)
    offered(wren, row)
    server = site()
    first = visit(server, as_user=wren, phone=True, folder=tmp_path / "phone")
    phone = take_along(first, row)
    cut_off(phone)
    field(phone, "childs_words").fill(WORDS)
    says(phone, NOT_SENT)
    phone.page.wait_for_timeout(500)
    phone.close()
    write(kim, row, "With a friend from school")

    again = visit(server, phone=True, folder=tmp_path / "phone")  # and nobody is signed in any more
    cut_off(again)
    again.page.goto(f"{server}/interviews/phone#{row.reference}")
    again.page.get_by_role("heading", name=f"The interview with {child.name}").wait_for()
    assert field(again, "childs_words").input_value() == WORDS
    again.page.get_by_text("While you were away", exact=True).click()
    field(again, "where").fill(AWAY)
    says(again, NOT_SENT)
    again.page.wait_for_timeout(500)
    connect(again)
    says(again, "Sign in to send it.")
    again.failed.clear()
    sign_in(again, visit(server, as_user=wren))
    again.go("/start").go(f"/interviews/phone#{row.reference}")
    again.reads("Somebody else wrote here too").reads("With a friend from school").look()
    again.picture("interview-both-phone").press("Send what stands in the form")
    says(again, "Everything is sent.")
    row.refresh_from_db()
    assert (row.childs_words, row.answers) == (WORDS, {"during": {"where": AWAY}})
    other = visit(server, as_user=kim).go(f"/interviews/{row.reference}")
    other.page.get_by_text("What Kim had written").click()
    other.reads("With a friend from school").picture("interview-earlier")


def sign_in(visitor, there):
    """With the session of somebody who is signed in elsewhere."""
    name = settings.SESSION_COOKIE_NAME
    visitor.context.add_cookies([one for one in there.context.cookies() if one["name"] == name])


def test_another_person_on_that_phone_neither_reads_nor_sends_nor_replaces_it(site, visit, back):
    wren, child, row = back
    kim = colleague(wren, child)
    offered(wren, row)
    server = site()
    phone = take_along(visit(server, as_user=wren, phone=True), row)
    cut_off(phone)
    field(phone, "childs_words").fill(WORDS)
    says(phone, NOT_SENT)
    phone.page.wait_for_timeout(500)
    sign_in(phone, visit(server, as_user=kim))  # while Wren's page is open
    connect(phone)
    says(phone, "Somebody else wrote this")
    row.refresh_from_db()
    assert row.childs_words == FIRST

    phone.go(f"/interviews/{row.reference}/write")  # a page of Kim's: Wren's key is gone
    phone.page.get_by_role("button", name="Take it with me").click()
    phone.page.wait_for_url("**/interviews/phone#*")
    says(phone, "Everything is sent.")
    assert field(phone, "childs_words").input_value() == FIRST
    phone.page.get_by_text("Locked: sign in to open it").wait_for()

    sign_in(phone, visit(server, as_user=wren))
    phone.go("/start").go(f"/interviews/phone#{row.reference}")
    says(phone, "Everything is sent.")
    row.refresh_from_db()
    assert (row.childs_words, row.writers) == (WORDS, {"words": wren.pk})


def test_key_goes_with_who_signs_out_where_there_is_no_signal(site, visit, back):
    wren, _child, row = back
    offered(wren, row)
    phone = take_along(visit(site(), as_user=wren, phone=True), row)
    phone.go("/start")
    cut_off(phone)
    phone.page.get_by_role("button", name="Sign out").click(no_wait_after=True)
    phone.page.wait_for_timeout(1000)
    phone.page.goto(f"{phone.address}/interviews/phone#{row.reference}")
    phone.page.get_by_text("This is locked until you sign in again").wait_for()


def test_missing_again_before_the_interview_one_for_both_or_each_its_own(site, visit, back):
    wren, child, row = back
    now = clock.now()
    report = missing.report_child(
        by=wren, child=child.reference, key=uuid.uuid4(), reported_at=now - timedelta(hours=1),
        last_seen_at=now - timedelta(hours=1), returned_at=now - timedelta(minutes=20),
    )  # fmt: skip
    second = actions.open_for(by=system(), episode=report.episode.reference)
    assert row.due_at < second.due_at
    phone = visit(site(), as_user=wren, phone=True).go(f"/interviews/{second.reference}")
    phone.reads("was missing more than once").picture("interview-again-phone")
    phone.follow("Hold one interview for both").choose(row.reference)
    phone.picture("interview-join-phone").press("Join them").reads("The interview goes on here")
    phone.reads(exact(row.due_at)).does_not_read(exact(second.due_at))  # the earlier clock
    phone.picture("interview-joined-phone")
    for one in row.episodes.all():
        phone.reads(one.reference)
    phone.follow("Give it its own interview").press("Give it its own interview")
    assert Interview.objects.filter(joined_to=None).count() == 2
    counted = Interview.objects.filter(answered__taken_out_at=None)
    assert {one.due_at for one in counted} == {row.due_at, second.due_at}


def test_no_page_moves_under_a_finger(site, visit, back):
    """How a date is understood is said while the next answer is pressed: the press counts."""
    wren, _child, row = back
    phone = visit(site(), as_user=wren, phone=True).go(f"/interviews/{row.reference}/record/offer")
    phone.type("When?", "at some time or other")
    by_phone = phone.page.get_by_label("By phone", exact=True)
    by_phone.scroll_into_view_if_needed()
    there = by_phone.bounding_box()
    mouse = phone.page.mouse
    mouse.move(there["x"] + 20, there["y"] + 20)
    with phone.page.expect_response("**/date-in-words*"):
        mouse.down()
    phone.page.wait_for_timeout(300)
    assert by_phone.bounding_box() == there
    mouse.up()
    assert by_phone.is_checked()
    phone.reads("Enter a day and a time").picture("date-in-words-phone")


@pytest.mark.parametrize("is_phone", [True, False])
def test_from_the_offer_to_the_signature(site, visit, back, is_phone):
    wren, child, row = back
    team = Team.objects.filter(kind="complex_safeguarding", agency=wren.agency).first()
    tara = _person("Tara", wren.agency, Role.TEAM_MANAGER, team=team)
    size = "phone" if is_phone else "desk"
    server = site()
    visitor = visit(server, as_user=wren, phone=is_phone).go("/start")
    visitor.follow("Offer a return home interview").picture(f"interview-to-offer-{size}")
    visitor.press("Offer the interview").type("When?", "10 minutes ago").choose("By phone")
    visitor.choose("The child", of="Whom did you speak").picture(f"interview-offer-{size}")
    visitor.press("Save").reads("The offer is kept.")
    visitor.press("Record the answer").choose("Accepted").type("When?", "now").choose("The child")
    visitor.press("Save").reads("The answer is kept.")
    visitor.press("Plan the interview").type("When is it?", "4pm tomorrow")
    visitor.type("Where?", "The library").press("Save").reads("The interview is planned.")
    visitor.go("/interviews/").picture(f"interviews-{size}").follow(child.name)
    visitor.press("Record that it was held").type("When was it?", "now")
    visitor.type("Where?", "The library").choose("The child was seen alone")
    visitor.choose("Works with the child").picture(f"interview-held-{size}").press("Save")
    visitor.press("Write in the form")
    field(visitor, "childs_words").fill(WORDS)
    visitor.page.get_by_text("New people, places", exact=False).first.click()
    field(visitor, "new_people").fill("Baz, about 25")
    visitor.press("Save").reads("The form is kept.")
    visitor.follow("Tell the police desk").choose("Baz, about 25").choose("None of these")
    visitor.choose("Yes", of="responsible for the child").picture(f"interview-desk-{size}")
    visitor.press("Send it to the desk").reads("The police desk has it")
    visitor.follow("Hand it in").press("Hand it in").reads("A manager reads it next")
    manager = visit(server, as_user=tara, phone=is_phone).go(f"/interviews/{row.reference}")
    manager.picture(f"interview-to-sign-off-{size}").press("Sign it off").press("Sign it off")
    manager.reads("It is signed off").picture(f"interview-signed-off-{size}")
    wait_for(lambda: Submission.objects.count() == 1)


@pytest.mark.parametrize("is_phone", [True, False])
def test_what_is_seldom_recorded(site, visit, back, is_phone):
    """Tried again, declined, what the carers say, given back; and a time in care put right."""
    wren, child, row = back
    offered(wren, row)
    team = Team.objects.filter(kind="complex_safeguarding", agency=wren.agency).first()
    tara = _person("Tara", wren.agency, Role.TEAM_MANAGER, team=team)
    now = clock.now()
    report = missing.report_child(
        by=wren, child=child.reference, key=uuid.uuid4(), reported_at=now - timedelta(hours=1),
        last_seen_at=now - timedelta(hours=1), returned_at=now - timedelta(minutes=20),
    )  # fmt: skip
    other = actions.open_for(by=system(), episode=report.episode.reference)
    size = "phone" if is_phone else "desk"
    server = site()
    visitor = visit(server, as_user=wren, phone=is_phone)

    def look(name):
        visitor.look().picture(f"seldom-{name}-{size}")

    visitor.go(f"/interviews/{other.reference}").follow("Hold one interview for both")
    look("join")
    visitor.choose(row.reference).press("Join them").follow("Give it its own interview")
    look("own")
    visitor.go(f"/interviews/{row.reference}/record/attempt")
    look("attempt")
    visitor.go(f"/interviews/{row.reference}/record/answer").choose("Declined")
    visitor.type("When?", "now").choose("The child")
    field(visitor, "words").fill("Two visits")
    visitor.press("Save").reads("The answer is kept.")
    visitor.go(f"/interviews/{row.reference}/record/carers")
    look("carers")
    actions.carers_say(
        by=wren, reference=row.reference, version=Interview.objects.get(pk=row.pk).version,
        key=uuid.uuid4(), at=clock.now(), words="He was at Baz’s.", who="His dad",
    )  # fmt: skip
    write(wren, row, WORDS)
    visitor.go(f"/interviews/{row.reference}").press("Hand it in").press("Hand it in")
    visitor.reads("A manager reads it next")
    visitor = visit(server, as_user=tara, phone=is_phone)
    for act in ("sign-off", "give-back"):
        visitor.go(f"/interviews/{row.reference}/record/{act}")
        look(act)
    mel = _person("Mel", wren.agency, Role.CERAR_MANAGER)
    care = returns.record_care(
        by=mel, child=child.reference, from_on=clock.today() - timedelta(days=9), key=uuid.uuid4()
    )
    visitor = visit(server, as_user=mel, phone=is_phone)
    visitor.go(reverse("returns:change_care", args=[care.reference]))
    look("change-care")
