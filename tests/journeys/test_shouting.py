"""A report of a missing child reaches pages that are open, without a reload: on a phone, while the
live process is killed and comes back, and without any script.
"""

import signal
import time
import uuid

from cairn.foundation import clock
from cairn.missing import actions
from cairn.missing.models import Call
from tests.journeys.test_desk import people, wait_for
from tests.journeys.test_missing import is_connected, metco, worker

HIDDEN = "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
BANNER = "Robin Madeup is reported missing. Take it on."


def report(by, child):
    return actions.report_child(
        by=by, child=child.reference, key=uuid.uuid4(), reported_at=clock.now()
    )


def shown_after(page, words, seconds):
    started = time.monotonic()
    page.get_by_text(words).wait_for(timeout=1000 * seconds)
    return time.monotonic() - started


def test_report_reaches_open_pages_of_whoever_is_asked_and_leaves_them_when_taken_on(site, visit):
    _officer, priya, child = people()
    meg, wren = metco(), worker(child)
    server = site()
    phone = visit(server, as_user=meg, phone=True).go("/who-to-call")
    desk = visit(server, as_user=meg).go("/missing/")
    other = visit(server, as_user=wren).go("/missing/")
    wait_for(lambda: all(is_connected(one) for one in (phone, desk, other)))
    made = report(priya, child)
    assert shown_after(phone.page, BANNER, 10) < 2
    assert shown_after(desk.page, BANNER, 10) < 2
    assert Call.objects.get(person=meg).shown_at is not None
    assert desk.page.locator("#cairn-unseen").inner_text().startswith("1")
    phone.look().picture("shouting-phone")
    desk.look().picture("shouting")
    other.does_not_read(BANNER)

    phone.follow("Open the report").press("I take this on").reads("Taken on by Meg")
    desk.page.get_by_text(BANNER).wait_for(state="detached", timeout=5000)
    desk.page.locator("#cairn-unseen").wait_for(state="hidden")
    desk.picture("shouting-taken-on")
    assert made.calls.count() == 1


def test_pages_come_back_after_the_live_process_was_killed(site, visit):
    _officer, priya, child = people()
    meg = metco()
    server = site()
    desk = visit(server, as_user=meg).go("/who-to-call")
    wait_for(lambda: is_connected(desk))
    site.parts["live"].send_signal(signal.SIGKILL)
    site.parts["live"].wait()
    wait_for(lambda: not is_connected(desk))
    report(priya, child)
    site.start("live")
    site.wait_for(f"{site.live}/live/healthz")
    shown_after(desk.page, BANNER, 20)
    gone = (site.live, "net::ERR_")  # while it was away, and nothing else
    assert all(any(part in one for part in gone) for one in desk.failed)


def test_banner_is_there_without_scripts(site, visit):
    _officer, priya, child = people()
    meg = metco()
    report(priya, child)
    plain = visit(site(), as_user=meg, scripts=False).go("/who-to-call")
    plain.reads(BANNER).follow("Open the report").reads("Nobody has taken this on yet")


def test_page_that_nobody_looks_at_counts_nothing_as_shown(site, visit):
    _officer, priya, child = people()
    meg = metco()
    server = site()
    desk = visit(server, as_user=meg).go("/who-to-call")
    wait_for(lambda: is_connected(desk))
    hide(desk, True)
    report(priya, child)
    wait_for(lambda: desk.page.title().startswith("New: "))
    desk.does_not_read(BANNER)
    assert Call.objects.get().shown_at is None
    hide(desk, False)
    shown_after(desk.page, BANNER, 5)
    assert not desk.page.title().startswith("New: ")
    wait_for(lambda: Call.objects.get().shown_at is not None)


def test_page_that_opens_where_nobody_looks_shows_once_somebody_does(site, visit):
    _officer, priya, child = people()
    meg = metco()
    report(priya, child)
    desk = visit(site(), as_user=meg)
    desk.page.add_init_script(HIDDEN)  # as a link opened in another tab
    desk.go("/who-to-call").reads(BANNER)
    wait_for(lambda: is_connected(desk))
    desk.page.wait_for_timeout(1000)
    assert Call.objects.get().shown_at is None
    desk.page.evaluate("delete document.hidden")
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_for(lambda: Call.objects.get().shown_at is not None)


def test_blank_screen_shows_nothing_and_says_nothing_in_its_title(site, visit):
    _officer, priya, child = people()
    meg = metco()
    desk = visit(site(), as_user=meg).go("/who-to-call")
    wait_for(lambda: is_connected(desk))
    title = desk.page.title()
    desk.page.keyboard.press("Escape")
    report(priya, child)
    desk.page.wait_for_timeout(1500)
    assert desk.page.title() == "Blank page"
    assert Call.objects.get().shown_at is None
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Escape")
    shown_after(desk.page, BANNER, 5)
    wait_for(lambda: Call.objects.get().shown_at is not None)
    assert desk.page.title() == title


def hide(visitor, is_hidden):
    """As the browser does when another tab is chosen."""
    visitor.page.evaluate(
        "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        is_hidden,
    )
