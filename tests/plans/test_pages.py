"""The pages: what each shows, that nothing typed is lost, and what the copies hold and do not hold."""

import re
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cairn.agencies.models import ContactPoint
from cairn.children.models import EmergencyAccess
from cairn.foundation import clock
from cairn.plans import actions, checks, printing, queries
from cairn.plans.models import PlanVersion
from cairn.plans.sections import asked
from tests.plans.conftest import MONDAY, SAFETY

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def page(name, child, *more, kind="safety"):
    return reverse(f"plans:{name}", args=[child.reference, kind, *more])


def text(answer):
    return answer.content.decode()


@pytest.fixture
def by_priya(client, priya, monday):
    client.force_login(priya, backend=BACKEND)
    return client


@pytest.fixture
def typed():
    """What a browser sends for a plan: typed(version=1, signals="...")."""

    def sent(**changes):
        return {**SAFETY, "version": "0", "key": str(uuid.uuid4()), **changes}

    return sent


def test_words_come_back_to_who_opened_the_record_in_an_emergency(client, save, olu, jade):
    save()
    EmergencyAccess.objects.create(
        child=jade, person=olu, reason="A test", from_at=clock.now(),
        until_at=clock.now() + timedelta(hours=4),
    )  # fmt: skip
    client.force_login(olu, backend=BACKEND)
    answer = client.post(page("write", jade), {"missing": "Ring Nan first"}, **OURS)
    assert answer.status_code == 403
    assert "Ring Nan first" in text(answer)


def test_childs_record_leads_to_the_plan_and_it_is_written(by_priya, jade, typed):
    where = reverse("plans:child", args=[jade.reference])
    assert where in text(by_priya.get(reverse("children:child", args=[jade.reference])))
    assert "There is no safety plan yet" in text(by_priya.get(where))
    form = text(by_priya.get(page("write", jade)))
    assert "What did you change" not in form
    assert form.count("<details") == 6
    assert '<details class="govuk-details cairn-plans-fold" open' not in form
    sent = typed()
    answer = by_priya.post(page("write", jade), sent, follow=True)
    assert "The plan is saved." in text(answer)
    by_priya.post(page("write", jade), sent)  # pressed twice
    assert PlanVersion.objects.get().content == SAFETY
    shown = text(by_priya.get(where))
    for words in (
        "I want people to ask me first.",
        "🍕 to Nan",
        "Her cousin’s friend",
        "Change the plan",
    ):
        assert words in shown, words
    assert "Nothing is written about: with friends" in shown
    assert reverse("children:details", args=[jade.reference]) in shown


def test_write_page_says_what_is_missing_and_keeps_what_was_typed(by_priya, jade, typed):
    sent = {"version": "0", "key": str(uuid.uuid4()), "child_part": "no", "written_by": "Priya"}
    said = text(by_priya.post(page("write", jade), sent))
    assert "Write at least one thing of the plan" in said
    assert "Say why the child did not take part." in said
    assert "Say whether parents or carers took part." in said
    assert 'value="Priya"' in said
    long = text(by_priya.post(page("write", jade), typed(peers_worry="x" * 5_001)))
    assert "Write 5,000 characters or fewer." in long
    assert PlanVersion.objects.count() == 0


def test_write_page_asks_why_from_the_second_version_on(by_priya, jade, save, typed):
    save()
    said = text(by_priya.get(page("write", jade)))
    assert "What did you change, and why?" in said
    assert len(re.findall(r'cairn-plans-fold" open', said)) == 2  # where something is written
    sent = typed(version="1", signals="Three knocks")
    assert "Say what you changed, and why." in text(by_priya.post(page("write", jade), sent))
    answer = by_priya.post(page("write", jade), sent | {"why": "The emoji did not work"})
    assert answer["Location"] == page("plan", jade)
    assert "The emoji did not work" in text(by_priya.get(page("plan", jade)))


def test_write_page_says_where_nothing_was_changed(by_priya, jade, save, typed):
    save()
    sent = typed(version="1", why="Nothing really")
    assert "says this already" in text(by_priya.post(page("write", jade), sent, follow=True))


def test_write_page_overtaken_shows_the_other_and_keeps_both(by_priya, mel, jade, save, typed):
    save()
    save(by=mel, signals="Three knocks", home_agreed="Mum locks the door", why="Rang Mum")
    mine = typed(
        version="1", signals="A blank text", online_agreed="No live location", why="Met her"
    )
    answer = by_priya.post(page("write", jade), mine)
    said = text(answer)
    assert answer.status_code == 409
    assert "Mel changed this plan while you were writing" in said
    assert "Rang Mum" in said
    both, only_theirs = said.split("You both changed these.")[1].split("Only Mel changed these.")
    assert "A blank text" in both
    assert "Three knocks" in both
    assert "Mum locks the door" in only_theirs
    form = said.split('<form method="post" class')[1]
    for words in ("A blank text", "Mum locks the door", "No live location", "Met her"):
        assert f">{words}</textarea>" in form, words
    assert 'name="version" value="2"' in form
    again = mine | {"version": "2", "home_agreed": "Mum locks the door"}
    assert by_priya.post(page("write", jade), again).status_code == 302
    now = queries.current(by=mel, child=jade.reference, kind="safety")
    assert (now.number, now.content["signals"]) == (3, "A blank text")
    assert now.content["home_agreed"] == "Mum locks the door"
    assert PlanVersion.objects.get(number=2).content["signals"] == "Three knocks"


def test_two_who_begin_a_plan_at_once_keep_both(by_priya, mel, jade, save, typed):
    save(by=mel)
    answer = by_priya.post(page("write", jade), typed(signals="A blank text"))
    assert answer.status_code == 409
    assert "A blank text" in text(answer)
    assert SAFETY["signals"] in text(answer)
    assert "What did you change, and why?" in text(answer)


def test_write_page_overtaken_shows_first_what_differs_and_folds_the_rest(
    by_priya, mel, jade, save, typed
):
    save()
    save(by=mel, signals="Three knocks", home_agreed="Mum locks the door", why="Rang Mum")
    mine = typed(version="1", signals="A blank text", why="Met her")
    form = text(by_priya.post(page("write", jade), mine)).split('<form method="post" class')[1]
    differs, rest = form.split("The rest of the plan, as you have it")
    for name in ("signals", "home_agreed", "why"):
        assert f'name="{name}"' in differs
        assert f'name="{name}"' not in rest
    for one in asked("safety"):  # folded, and sent with the others
        assert form.count(f'name="{one.name}"') == (2 if one.name.endswith("_part") else 1)


def test_nonsense_for_a_version_is_overtaken_and_not_an_error(by_priya, jade, save, typed):
    save()
    sent = typed(version="x", signals="Mine", why="So")
    assert by_priya.post(page("write", jade), sent).status_code == 409


@pytest.mark.parametrize("is_stale", [False, True])
def test_lost_session_gives_every_answer_back_below_its_question(
    client, jade, typed, is_stale, priya
):
    sent = typed(safe_people="nan", signals="🍕", why="so", version="1")
    if is_stale:
        client.handler.enforce_csrf_checks = True
        client.force_login(priya, backend=BACKEND)
    answer = client.post(page("write", jade), sent, **OURS)
    assert answer.status_code == 403
    given_back = text(answer).split("What you typed")[1]
    for one in asked("safety"):
        if one.name in sent:
            words = sent[one.name].replace("’", "’")
            assert f"{one.label}\n{words}" in given_back, one.name
    assert "At home: What worries us?\n" in given_back
    assert "What did you change, and why?\nso" in given_back
    assert sent["key"] not in given_back
    assert "csrf" not in given_back.lower()
    assert client.post(page("write", jade, kind="holiday"), sent, **OURS).status_code == 403


def test_words_of_another_site_are_not_given_back(client, jade, typed):
    answer = client.post(page("write", jade), typed(), HTTP_SEC_FETCH_SITE="cross-site")
    assert answer.status_code == 302


def test_somebody_overtaken_at_the_last_moment_keeps_their_words(
    by_priya, jade, save, typed, monkeypatch
):
    save()
    monkeypatch.setattr("cairn.plans.views.writing._save", _overtaken)
    sent = typed(version="1", signals="Mine alone", why="So")
    answer = by_priya.post(page("write", jade), sent)
    assert "Mine alone" in text(answer)


def _overtaken(*_):
    raise actions.Overtaken(actions.OVERTAKEN)


def test_versions_and_comparison_pages(by_priya, jade, save):
    assert "There is no plan yet" in text(by_priya.get(page("versions", jade)))
    save()
    assert by_priya.get(page("compare", jade)).status_code == 404
    save(signals="Three knocks", peers_worry="Older friends", why="She chose another")
    listed = text(by_priya.get(page("versions", jade)))
    assert listed.index("Version 2") < listed.index("The plan now") < listed.index("Version 1")
    assert "She chose another" in listed
    assert "Saved on 23 November 2026 at 10am by Priya." in listed
    said = text(by_priya.get(page("compare", jade)))
    changed, same = said.split("The same in both")
    assert "With friends: What worries us?" in changed
    assert "Three knocks" in changed
    assert SAFETY["missing"] in same
    save(signals="A whistle")
    chosen = text(by_priya.get(page("compare", jade) + "?then=1&now=3"))
    assert "A whistle" in chosen
    assert "Three knocks" not in chosen
    for wrong in ("then=9&now=1", "then=x", "now=-1"):
        assert by_priya.get(page("compare", jade) + f"?{wrong}").status_code == 404
    old = text(by_priya.get(page("version", jade, 1)))
    assert "This is not the plan as it is now" in old
    assert by_priya.get(page("version", jade, 9)).status_code == 404


def test_restore_page_asks_first(by_priya, jade, save, mel):
    save()
    save(signals="Three knocks")
    where = page("restore", jade, 1)
    said = text(by_priya.get(where))
    assert "Three knocks" in said
    assert "It becomes version 3" in said
    assert PlanVersion.objects.count() == 2
    sent = {"version": "2", "key": str(uuid.uuid4()), "why": "Nan moved back"}
    assert "Say why this version" in text(by_priya.post(where, sent | {"why": ""}))
    save(by=mel, signals="A whistle")
    late = text(by_priya.post(where, sent))
    assert "Look again what changes" in late
    assert "A whistle" in late
    assert ">Nan moved back</textarea>" in late
    done = by_priya.post(where, sent | {"version": "3"}, follow=True)
    assert "Version 1 is the plan again." in text(done)
    assert "Version 1 was restored. Nan moved back" in text(done)
    assert "the plan as it is now" in text(by_priya.get(page("restore", jade, 4)))


@pytest.fixture
def numbers(northmoor):
    for code, phone, council in (
        ("emergency", "999", None), ("police-non-emergency", "101", None),
        ("hub-northmoor", "01632 960111", northmoor), ("hub-southmere", "01632 960222", None),
        ("desk", "01632 960333", None),
    ):  # fmt: skip
        ContactPoint.objects.create(code=code, name=code.title(), phone=phone, council=council)


def _words(answer):
    """What stands on the sheet itself, without its markup."""
    sheet = text(answer).split('<article class="cairn-plans-sheet">')[1].split("</article>")[0]
    return re.sub(r"<[^>]+>", " ", sheet)


def test_childs_copy_is_theirs_alone(by_priya, jade, save, numbers):
    save()
    sheet = _words(by_priya.get(page("copy", jade, "child")))
    for words in (
        "My plan", "What you said", SAFETY["childs_words"], "🍕", "Nan", "The library",
        "Nan locks the back door", "If you go missing", "999", "01632 960111",
        "Priya, 07700 900123", "Priya visits every Thursday.",
    ):  # fmt: skip
        assert words in sheet, words
    for words in (
        SAFETY["home_worry"], SAFETY["carers_watch"], SAFETY["contingency"], "works nights",
        "Jade", "Example", jade.reference, "PL-", "Printed", "01632 960222", "01632 960333",
        "exploit", "risk", "Version",
    ):  # fmt: skip
        assert words not in sheet, words
    assert sheet.index(SAFETY["childs_words"]) < sheet.index("🍕")


def test_printed_childs_copy_does_not_say_who_printed_it(by_priya, jade, save):
    save()
    assert "Printed by" not in text(by_priya.get(page("copy", jade, "child")))


def test_carers_copy_says_who_printed_it_and_when(by_priya, jade, save):
    save()
    sheet = _words(by_priya.get(page("copy", jade, "carers")))
    assert "Printed by Priya on 23 November 2026 at 10am" in sheet
    assert "A plan to stay safe: Jade" in sheet
    assert SAFETY["carers_watch"] in sheet
    assert SAFETY["contingency"] in sheet
    assert SAFETY["home_worry"] not in sheet
    assert jade.reference not in sheet


def test_no_copy_of_a_plan_that_is_not_there(by_priya, jade):
    for name in ("copy", "copy_pdf"):
        assert by_priya.get(page(name, jade, "child")).status_code == 404


def _pages(answer):
    # The reader puts a NUL before each letter of a font that also holds an emoji.
    sheets = PdfReader(BytesIO(answer.content)).pages
    return [one.extract_text().replace("\0", "") for one in sheets]


def test_pdf_says_what_the_page_says_on_one_sheet(by_priya, jade, save, numbers, caplog):
    save()
    answer = by_priya.get(page("copy_pdf", jade, "child"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="my-plan.pdf"'
    (sheet,) = _pages(answer)
    for words in ("My plan", SAFETY["childs_words"], "(slice of pizza)", "01632 960111", "1 of 1"):
        assert words in sheet, words
    assert "Jade" not in sheet
    (carers,) = _pages(by_priya.get(page("copy_pdf", jade, "carers")))
    assert "Printed by Priya" in carers
    root = PdfReader(BytesIO(answer.content)).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en-GB")
    assert [one.message for one in caplog.records if one.name.startswith("weasyprint")] == []


def test_start_up_check_says_what_the_machine_lacks(monkeypatch):
    assert checks.pango_sets_the_type(None) == []
    monkeypatch.setattr(printing, "is_possible", lambda: False)
    (said,) = checks.pango_sets_the_type(None)
    assert (said.id, said.is_serious()) == ("plans.I001", False)
    assert "apt-get install libpango" in said.hint


def test_pdf_of_long_texts_goes_on_and_loses_nothing(by_priya, jade, save):
    rows = "\n".join(f"Line {number} of what we agreed." for number in range(150))
    save(who_does_what=rows)
    sheets = _pages(by_priya.get(page("copy_pdf", jade, "child")))
    assert len(sheets) > 1
    assert all(f"Line {number} of" in "".join(sheets) for number in range(150))
    assert f"1 of {len(sheets)}" in sheets[0]


def test_pdf_fetches_nothing_that_a_text_names(by_priya, jade, save, monkeypatch):
    asked_for = []
    monkeypatch.setattr(
        "urllib.request.OpenerDirector.open", lambda *found, **_: asked_for.append(found)
    )
    save(signals='<img src="file:///etc/hostname"><style>@import url(http://x.example)</style>')
    (sheet,) = _pages(by_priya.get(page("copy_pdf", jade, "child")))
    assert 'img src="file:///etc/hostname"' in sheet  # a text, and nothing else
    printing.pdf('<img src="file:///etc/hostname"><link rel=stylesheet href="http://x.example">')
    assert asked_for == []


def test_without_pango_the_page_still_prints(by_priya, jade, save, monkeypatch):
    save()
    monkeypatch.setattr(printing, "is_possible", lambda: False)
    assert "as a PDF" not in text(by_priya.get(page("copy", jade, "child")))
    answer = by_priya.get(page("copy_pdf", jade, "child"))
    assert answer.status_code == 403
    assert "Print the page instead" in text(answer)


def test_transition_plan_is_written_with_a_date_as_people_say_it(by_priya, jade):
    sent = {
        "version": "0", "key": str(uuid.uuid4()), "wants": "A flat", "service": "Moors Adults",
        "service_answer": "refused", "first_meeting_on": "27 march 2027", "care_act": "asked",
    }  # fmt: skip
    where = page("write", jade, kind="transition")
    assert "Say why the adult service refused." in text(by_priya.post(where, sent))
    unread = sent | {"first_meeting_on": "soonish", "service_refused_because": "Full"}
    assert "soonish" in text(by_priya.post(where, unread))
    sent["service_refused_because"] = "Full"
    assert by_priya.post(where, sent).status_code == 302
    shown = text(by_priya.get(page("plan", jade, kind="transition")))
    assert "27 March 2027" in shown
    assert "Refused" in shown
    assert 'value="27 March 2027"' in text(by_priya.get(where))
    sheet = _words(by_priya.get(page("copy", jade, "child", kind="transition")))
    assert "My plan from 18 on" in sheet
    assert "Full" not in sheet


def test_who_only_reads_is_offered_nothing_to_write(client, sam, jade, save):
    save()
    client.force_login(sam, backend=BACKEND)
    with clock.at(MONDAY):
        said = text(client.get(page("plan", jade)))
        assert SAFETY["signals"] in said
        assert "Change the plan" not in said
        assert client.get(page("write", jade)).status_code == 403
        save(signals="Two")
        assert "Restore this version" not in text(client.get(page("version", jade, 1)))


def test_pages_of_no_plan_are_not_there(by_priya, jade):
    for name in ("plan", "write", "versions", "compare"):
        assert by_priya.get(page(name, jade, kind="holiday")).status_code == 404
