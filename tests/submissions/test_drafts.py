"""Drafts: nothing typed is lost, and nobody else opens them."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cairn.accounts import people
from cairn.foundation import clock
from cairn.submissions import tasks
from cairn.submissions.models import Draft
from cairn.submissions.rules.shape import LONGEST_DRAFT
from tests.submissions.conftest import Walker

SAID = {"what": "first", "about": []}


def story(walker):
    return walker.draft.answers["story"]["what"]


def test_step_keeps_what_is_not_right_yet_as_typed(alex):
    alex.start()
    alex.write("child", {"name": "", "born": "31/2/2012"}, number=1)
    assert alex.draft.answers["child.1"]["born"] == "31/2/2012"
    page = alex.write("child", {"name": "", "born": "31/2/2012"}, number=1).content.decode()
    assert "31/2/2012" in page
    assert "29 days" in page
    assert "Enter the child’s name" in page


def test_step_survives_a_closed_browser(alex):
    """The session goes with the browser; the draft's own cookie stays for thirty days."""
    alex.start()
    alex.write("story", SAID)
    cookie = alex.client.cookies["cairn_draft"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (2_592_000, True, "Lax")
    later = Client()
    later.cookies["cairn_draft"] = cookie.value
    assert "first" in later.get(alex.at("step", step="story")).content.decode()
    assert alex.key in later.get(reverse("submissions:gate")).content.decode()


def test_database_holds_no_secret_of_a_draft(alex):
    alex.start()
    secret = alex.client.cookies["cairn_draft"].value
    assert secret.encode() not in bytes(alex.draft.holder_digest)


def test_step_of_an_ended_session_keeps_the_words_and_asks_to_sign_in(teacher):
    teacher.start()
    teacher.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    answer = teacher.write("story", {"what": "typed after the session ended"})
    assert answer.status_code == 302
    assert story(teacher) == "typed after the session ended"
    answer = teacher.client.get(teacher.at("step", step="story"))
    assert answer["Location"].startswith(reverse("account_login"))
    for page in ("check", "task_list", "receipt", "throw_away", "attach"):
        assert teacher.client.get(teacher.at(page)).status_code == 302
    assert teacher.client.post(teacher.at("send"))["Location"] == teacher.at("check")


def test_draft_grows_no_further_than_people_write(alex):
    """Windows that disagree are kept beside one another, but not without end."""
    alex.start()
    alex.write("story", SAID)
    long = "x" * (LONGEST_DRAFT // 3)
    said = {"version": "0", "order": "1"}
    answers = [
        alex.client.post(
            alex.at("step_save", step="story"), {"what": f"{long}{n}", "window": f"w{n}", **said}
        )
        for n in range(4)
    ]
    words = [answer.json()["words"].partition(":")[0] for answer in answers]
    assert words[-2:] == ["Not saved", "Not saved"]
    assert len(json.dumps(alex.draft.answers)) <= LONGEST_DRAFT
    given_back = alex.write("story", {"what": f"{long}z", "window": "z", **said})
    assert f"{long}z" in given_back.content.decode()


def test_nothing_is_taken_from_a_draft_whose_owner_is_signed_out(teacher):
    teacher.fill()
    before = teacher.draft.answers
    teacher.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    teacher.write("story", {"what": "another text", "version": "0", "window": "other"})
    kept = teacher.draft.answers
    assert kept["story"] == before["story"]
    for page, at, said in (
        ("step_choose", {"step": "story"}, {"window": "other"}),
        ("step_remove", {"step": "child", "number": 1}, {"sure": "yes"}),
        ("throw_away", {}, {}),
    ):
        assert teacher.client.post(teacher.at(page, **at), said).status_code == 302
        assert teacher.draft.answers == kept


def test_draft_in_a_shared_browser_is_nobody_elses_who_signs_in_there(teacher, sam):
    teacher.fill()
    before = teacher.draft.answers
    held = teacher.client.cookies["cairn_draft"].value
    teacher.client.force_login(sam)
    teacher.client.cookies["cairn_draft"] = held
    answer = teacher.write("story", {"what": "words of somebody else"})
    assert answer.status_code == 404
    assert "words of somebody else" in answer.content.decode()  # given back to whoever wrote them
    assert teacher.client.post(teacher.at("send")).status_code == 404
    assert teacher.client.post(teacher.at("throw_away")).status_code == 404
    assert teacher.draft.answers == before


def test_draft_can_be_carried_on_elsewhere_by_its_owner(teacher, tess):
    teacher.start()
    teacher.write("story", SAID)
    elsewhere = Walker(tess)
    page = elsewhere.client.get(reverse("submissions:mine")).content.decode()
    assert teacher.key in page
    assert "first" in elsewhere.client.get(teacher.at("step", step="story")).content.decode()


def test_draft_begun_before_signing_in_becomes_the_persons_own(alex, tess):
    alex.start()
    alex.client.force_login(tess)
    alex.write("story", SAID)
    assert alex.draft.owner == tess


def test_draft_of_a_colleague_in_the_same_browser_stays_closed(teacher, priya):
    teacher.start()
    teacher.client.force_login(priya)
    assert teacher.client.get(teacher.at("step", step="story")).status_code == 404
    assert teacher.key not in teacher.client.get(reverse("submissions:gate")).content.decode()


# --- two windows ----------------------------------------------------------------------------------


def both_windows(alex):
    alex.start()
    alex.write("story", SAID)
    one, two = alex.window("story"), alex.window("story")
    alex.write("story", {"what": "from the first window", **one})
    return one, two, alex.write("story", {"what": "from the second window", **two})


def test_two_windows_that_disagree_are_both_kept_and_shown(alex):
    _one, _two, answer = both_windows(alex)
    assert answer["Location"] == alex.at("step", step="story")
    page = alex.client.get(answer["Location"]).content.decode()
    assert "You wrote this in two windows" in page
    assert "from the first window" in page
    assert "from the second window" in page
    assert "data-autosave=" not in page, "the page may not choose by itself"
    check = alex.client.get(alex.at("check")).content.decode()
    assert "choose between what you wrote in two windows" in check


def test_two_windows_the_second_may_be_kept(alex):
    both_windows(alex)
    alex.write("story", {"what": "from the second window", **alex.window("story")})
    assert story(alex) == "from the second window"
    assert "story~" not in alex.draft.answers


def test_two_windows_the_first_may_be_kept(alex):
    both_windows(alex)
    alex.client.post(alex.at("step_choose", step="story"), {"window": ""})
    assert story(alex) == "from the first window"
    assert "story~" not in alex.draft.answers


def test_two_windows_a_third_one_cannot_settle_it_unseen(alex):
    alex.start()
    alex.write("story", SAID)
    one, two, three = (alex.window("story") for _ in range(3))
    alex.write("story", {"what": "one", **one})
    alex.write("story", {"what": "two", **two})
    alex.write("story", {"what": "three", **three})
    page = alex.client.get(alex.at("step", step="story")).content.decode()
    assert [word for word in (">one<", ">two<", "three</textarea>") if word not in page] == []
    other = next(
        w for w, kept in alex.draft.answers["story~"].items() if kept["typed"]["what"] == "two"
    )
    alex.client.post(alex.at("step_choose", step="story"), {"window": other})
    assert story(alex) == "two"


def test_step_save_keeps_while_writing_and_tells_its_number(alex):
    alex.start()
    window = alex.window("story")
    said = {"what": "half a sentence; she is promiscuous", **window, "order": "1"}
    answer = alex.client.post(alex.at("step_save", step="story"), said).json()
    assert answer["version"] == 1
    assert answer["words"].startswith("Saved at 10am")
    assert answer["suggestions"][0]["found"] == "promiscuous"
    assert story(alex).startswith("half a sentence")


def test_step_save_that_comes_late_does_not_overtake(alex):
    alex.start()
    window = alex.window("story")
    alex.write("story", {"what": "the whole sentence", **window, "order": "2"})
    alex.client.post(
        alex.at("step_save", step="story"), {"what": "the whole", **window, "order": "1"}
    )
    assert story(alex) == "the whole sentence"


def test_step_save_of_a_window_whose_answer_was_lost_still_counts(alex):
    alex.start()
    window = alex.window("story")
    for order, words in enumerate(("a", "a b", "a b c"), 1):
        alex.client.post(
            alex.at("step_save", step="story"), {"what": words, **window, "order": str(order)}
        )
    assert story(alex) == "a b c"
    assert "story~" not in alex.draft.answers


def test_step_save_never_settles_what_two_windows_wrote(alex):
    _one, two, _answer = both_windows(alex)
    said = {"what": "from the second window, and more", **two, "order": "3"}
    alex.client.post(alex.at("step_save", step="story"), said)
    assert story(alex) == "from the first window"
    kept = alex.draft.answers["story~"].values()
    assert [one["typed"]["what"] for one in kept] == ["from the second window, and more"]


# --- when a page was open too long ------------------------------------------------------------------


def strict(walker):
    """The same browser, with the anti-forgery check that tests leave out."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = walker.client.cookies
    return client


def test_step_with_a_stale_token_keeps_the_words(alex):
    alex.start()
    answer = strict(alex).post(
        alex.at("step", step="story"), {"what": "written for an hour"},
        headers={"origin": "http://testserver"},
    )  # fmt: skip
    assert answer["Location"] == alex.at("step", step="story")
    assert story(alex) == "written for an hour"


def test_step_save_with_a_stale_token_keeps_the_words(alex):
    alex.start()
    answer = strict(alex).post(
        alex.at("step_save", step="story"), {"what": "written for an hour"},
        headers={"origin": "http://testserver"},
    )  # fmt: skip
    assert answer.json()["version"] == 1
    assert story(alex) == "written for an hour"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
@pytest.mark.parametrize("page", ["step", "step_save"])
def test_step_from_another_site_is_refused(alex, origin, page):
    alex.start()
    headers = {"origin": origin} if origin else {}
    answer = strict(alex).post(alex.at(page, step="story"), {"what": "forged"}, headers=headers)
    assert answer.status_code == 403
    assert "forged" not in answer.content.decode()
    assert "story" not in alex.draft.answers


@pytest.mark.parametrize("page", ["send", "throw_away"])
def test_acts_with_a_stale_token_are_refused_even_from_here(alex, page):
    alex.fill()
    answer = strict(alex).post(alex.at(page), headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert alex.draft.submission is None


def test_step_without_its_draft_gives_the_words_back(alex):
    alex.start()
    alex.client.cookies.clear()
    answer = alex.write("story", {"what": "eleven hundred words"})
    assert answer.status_code == 404
    assert "eleven hundred words" in answer.content.decode()


def test_step_after_sending_gives_the_words_back(sent):
    answer = sent.write("story", {"what": "one more thing"})
    assert "one more thing" in answer.content.decode()
    assert "was sent before" in answer.content.decode()


def test_step_after_sending_leads_to_the_receipt(sent):
    for page in ("task_list", "check", "throw_away", "attach"):
        assert sent.client.get(sent.at(page))["Location"] == sent.at("receipt")
    assert sent.client.get(sent.at("step", step="story"))["Location"] == sent.at("receipt")


# --- the end of a draft -----------------------------------------------------------------------------


def test_throw_away_asks_first(alex):
    alex.start()
    assert "cannot be brought back" in alex.client.get(alex.at("throw_away")).content.decode()
    assert Draft.objects.exists()
    alex.client.post(alex.at("throw_away"))
    assert not Draft.objects.exists()


def test_throw_away_leaves_what_was_sent(sent):
    assert sent.client.post(sent.at("throw_away")).status_code == 404
    assert sent.submission


def test_delete_stale_drafts_keeps_the_young_and_the_sent(alex, sent):
    young, old = Walker(), Walker()
    old.start()
    with clock.shifted(timedelta(days=29)):
        young.start()
    with clock.shifted(timedelta(days=30, minutes=1)):
        tasks.delete_stale_drafts(timestamp=0)
    assert not Draft.objects.filter(key=old.key).exists()
    assert young.draft
    assert sent.draft


def test_gate_pressed_twice_begins_once(alex):
    page = alex.client.get(reverse("submissions:gate")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    said = {"now": "none", "about": "yes", "pathway": "no", "key": key}
    places = {alex.client.post(reverse("submissions:gate_answer"), said)["Location"] for _ in "12"}
    assert len(places) == 1
    assert Draft.objects.count() == 1


def test_gate_answers_may_be_changed_afterwards(alex):
    alex.start()
    alex.write("story", SAID)
    page = alex.client.get(reverse("submissions:gate") + f"?draft={alex.key}").content.decode()
    assert f'value="{alex.key}"' in page
    alex.start(now="crime", key=alex.key)
    assert alex.draft.answers["gate"]["now"] == "crime"
    assert story(alex) == "first"


def test_gate_with_somebody_elses_key_begins_a_draft_of_its_own(alex):
    alex.start()
    other = Walker()
    other.start(key=alex.key)
    assert other.key != alex.key
    assert Draft.objects.count() == 2


def test_reaction_tells_the_sender_of_news(teacher, tess, system):
    from cairn.accounts.models import Notice

    teacher.fill().send()
    event = SimpleNamespace(pk=7, record_id=teacher.submission.reference)
    assert people.system() == system
    for _ in "12":
        tasks.tell_sender(event)
    notice = Notice.objects.get(person=tess)
    assert notice.wording == "There is something new about what you shared."


def test_two_windows_that_said_it_before_change_nothing(alex):
    """The last save of a page on its way out may arrive after the page that shows both."""
    _one, two, _answer = both_windows(alex)
    shown = alex.window("story")
    said = {"what": "from the second window", **two, "order": "9"}
    alex.client.post(alex.at("step_save", step="story"), said)
    answer = alex.write("story", {"what": "from the second window", **shown})
    assert answer["Location"] == alex.at("step", step="sharing")
    assert "story~" not in alex.draft.answers


def test_two_windows_are_not_settled_by_one_that_said_the_same_and_saw_nothing(alex):
    alex.start()
    one, two, three = (alex.window("story") for _ in range(3))
    alex.write("story", {"what": "one", **one})
    alex.write("story", {"what": "two", **two})
    save = alex.at("step_save", step="story")
    answer = alex.client.post(save, {"what": "one", **three, "order": "1"})
    three["version"] = answer.json()["version"]
    answer = alex.write("story", {"what": "one", **three, "order": "2"})
    assert answer["Location"] == alex.at("step", step="story")
    assert [kept["typed"]["what"] for kept in alex.draft.answers["story~"].values()] == ["two"]
