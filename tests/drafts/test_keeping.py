"""What somebody typed and did not send is given back to them, on that page, and to nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse

from cairn.accounts import actions as accounts
from cairn.audit.models import AuditEvent
from cairn.children.models import Child, Involvement
from cairn.drafts import rules, tasks
from cairn.drafts.models import FormDraft
from cairn.foundation import clock
from cairn.plans.models import PlanVersion
from tests.drafts.conftest import WORDS, given_back, told_to_script
from tests.plans.conftest import SAFETY

KEEPERS = {
    "assessments:fill", "children:add", "children:change", "children:change_address",
    "chronology:entry", "chronology:write", "interviews:act", "interviews:desk", "interviews:risks",
    "interviews:share", "interviews:write", "meetings:run", "missing:discussion", "missing:mistake",
    "missing:not_back", "missing:report", "missing:report_child", "missing:report_somebody",
    "missing:say", "pathways:add_contact", "pathways:answer", "pathways:close", "pathways:contact",
    "pathways:level", "pathways:offer", "pathways:reopen", "pathways:review", "pathways:worker",
    "planner:hours", "plans:write", "returns:care", "returns:change_care",
}  # fmt: skip


def traces():
    return list(
        AuditEvent.objects.filter(event__startswith="drafts")
        .order_by("pk")
        .values_list("event", flat=True)
    )


def test_pages_that_keep_drafts_are_these():
    marked = {
        f"{part.namespace}:{one.name}"
        for part in get_resolver().url_patterns
        for one in getattr(part, "url_patterns", ())
        if getattr(getattr(one, "callback", None), "keeps_drafts", False)
    }
    assert marked == KEEPERS


def test_what_was_typed_is_back_on_its_page(priyas):
    assert priyas.opens() == {}
    assert priyas.keep().json() == {"words": "Kept at 10:42am", "is_kept": True}
    priyas.keep({"safe_places": [WORDS], "version": ["0"]})
    assert priyas.opens() == {priyas.page: {"safe_places": [WORDS], "version": ["0"]}}
    answer = priyas.client.get(priyas.page)
    assert "You typed this at 10:42am today and did not save it" in answer.content.decode()
    assert traces() == ["drafts.kept"]


def test_what_was_typed_stays_text(priyas):
    priyas.keep({"safe_places": ["</script><b id=x>"]})
    assert "<b id=x>" not in priyas.client.get(priyas.page).content.decode()
    assert priyas.opens()[priyas.page] == {"safe_places": ["</script><b id=x>"]}


def test_nobody_else_is_given_it(priyas, writer, mel):
    priyas.keep()
    assert writer(mel).opens() == {}
    writer(mel).remove()
    assert priyas.opens()


def test_another_page_gives_nothing_of_it(priyas, jade):
    priyas.keep()
    other = reverse("plans:write", args=[jade.reference, "transition"])
    assert priyas.opens(other) == {}


def test_who_may_no_longer_open_the_child_is_not_given_it(priyas, priya, jade):
    priyas.keep()
    Involvement.objects.filter(person=priya).update(until_on=clock.today())
    answer = priyas.client.get(priyas.page)
    assert answer.status_code == 404
    assert WORDS not in answer.content.decode()


def test_who_may_no_longer_write_is_not_given_it(priyas, priya):
    priyas.keep()
    priya.roles = ["police_officer"]
    priya.save()
    answer = priyas.client.get(priyas.page)
    assert (answer.status_code, given_back(answer)) == (403, None)


def test_an_item_that_is_hidden_now_gives_nothing(writer, cory, held, jade):
    run = reverse("meetings:run", args=[held["meeting"]])
    of_item = reverse("meetings:decide", args=[held["meeting"], held["item"]])
    elsewhere = reverse("meetings:decide", args=[held["meeting"], "AG-0000-0000"])
    came = reverse("meetings:attendance", args=[held["meeting"]])
    chair = writer(cory, page=run)
    for form in (of_item, elsewhere, came):
        chair.keep({"text": [WORDS]}, form=form)
    assert set(chair.opens()) == {of_item, came}
    answer = chair.client.post(reverse("meetings:give_task", args=[held["meeting"], held["item"]]))
    assert set(given_back(answer)) == {of_item, came}


def test_page_that_is_not_marked_keeps_nothing(priyas, jade):
    for page in (reverse("children:child", args=[jade.reference]), "/nowhere", "/drafts/keep"):
        assert priyas.keep(page=page).status_code == 403
    assert priyas.client.post(reverse("drafts:keep"), {"page": priyas.page}).status_code == 403
    assert not FormDraft.objects.exists()


def test_too_much_is_not_kept(priyas, monkeypatch):
    long = priyas.keep({"safe_places": ["x" * 200_000]}).json()
    assert long["words"].startswith("Not kept: This is too long")
    monkeypatch.setattr(rules, "MOST_FORMS", 1)
    assert priyas.keep().json()["is_kept"]
    assert "too many forms" in priyas.keep(form=f"{priyas.page}#another").json()["words"]
    assert priyas.keep({"safe_places": ["again"]}).json()["is_kept"]
    assert FormDraft.objects.count() == 1


def test_another_window_writes_over_nothing_that_it_was_not_given(priyas):
    priyas.keep(window="desk")
    late = priyas.keep({"safe_places": ["Elsewhere"]}, window="phone").json()
    assert "in another window" in late["words"]
    assert priyas.opens()[priyas.page] == {"safe_places": [WORDS]}
    assert priyas.keep({"safe_places": ["Both"]}, window="phone", after="desk").json()["is_kept"]
    assert priyas.opens()[priyas.page] == {"safe_places": ["Both"]}


def test_form_that_was_not_accepted_may_go_on_in_the_window_that_sent_it(priyas, page):
    """It was typed in one window, given back in another and sent there: that one goes on with it."""
    priyas.keep(window="first")
    told = told_to_script(priyas.client.post(page, sent(child_part="")))
    assert (told["sent"], told["windows"][page]) == (page, "first")
    kept = priyas.keep(window="second", after=told["windows"][page])
    assert kept.json()["is_kept"]


def test_remove_lets_go_of_it(priyas):
    priyas.keep()
    priyas.remove()
    assert priyas.opens() == {}
    assert traces() == ["drafts.kept", "drafts.removed"]


def sent(**other):
    return {**SAFETY, "version": 0, "key": uuid.uuid4(), "draft": "", **other}


def test_form_that_was_accepted_leaves_nothing(priyas, writer, mel):
    mels = writer(mel)
    mels.keep()
    priyas.keep()
    priyas.keep(form="/elsewhere")
    assert priyas.client.post(priyas.page, sent()).status_code == 302
    assert PlanVersion.objects.exists()
    assert priyas.opens() == {"/elsewhere": {"safe_places": [WORDS]}}
    assert mels.opens()


def test_form_that_was_not_accepted_is_kept_on(priyas):
    priyas.keep()
    answer = priyas.client.post(priyas.page, sent(child_part=""))
    assert answer.status_code == 200
    assert told_to_script(answer)["sent"] == priyas.page  # which shows it, until it is loaded anew
    assert priyas.opens()


def test_one_of_several_forms_that_was_accepted_leaves_the_others(writer, cory, held, police):
    run = reverse("meetings:run", args=[held["meeting"]])
    share = reverse("meetings:share", args=[held["meeting"], held["item"]])
    chair = writer(cory, page=run)
    for name in ("others", "police"):
        chair.keep({"text": [WORDS]}, form=f"{share}#{name}")
    said = {"agency": police.code, "text": WORDS, "draft": "others"}
    assert chair.client.post(share, said).status_code == 302
    assert set(chair.opens()) == {f"{share}#police"}


def test_stale_drafts_are_removed_and_the_young_stay(priyas, writer, mel):
    priyas.keep()
    with clock.shifted(timedelta(days=29)):
        writer(mel).keep()
    with clock.shifted(timedelta(days=30, minutes=1)):
        tasks.remove_stale_form_drafts(timestamp=0)
    assert [one.person for one in FormDraft.objects.all()] == [mel]
    assert traces()[-1] == "drafts.expired"


def test_leaver_leaves_nothing_typed(writer, tess, ada, mel):
    page = reverse("children:add")
    writer(tess, page).keep()
    writer(mel, page).keep()
    accounts.end_account(by=ada, reference=tess.reference)
    tasks.remove_of_leavers(AuditEvent.objects.get(event="accounts.ended"))
    assert [one.person for one in FormDraft.objects.all()] == [mel]


def test_leaving_is_heard(settings):
    from cairn.config.reactions import REACTIONS

    assert "cairn.drafts.tasks.remove_of_leavers" in REACTIONS["accounts.ended"]


def test_giving_back_asks_the_database_once(priyas, django_assert_max_num_queries):
    priyas.opens()
    with django_assert_max_num_queries(60) as before:
        priyas.opens()
    for number in range(5):
        priyas.keep(form=f"{priyas.page}#{number}")
    with django_assert_max_num_queries(60) as after:
        assert len(priyas.opens()) == 5
    assert len(after) == len(before)
    asked = [one["sql"] for one in after if "drafts_formdraft" in one["sql"]]
    assert len(asked) == 1


def test_keeping_asks_little(priyas, django_assert_max_num_queries):
    priyas.keep()
    with django_assert_max_num_queries(10):
        priyas.keep()


def test_page_says_who_it_is_for_in_a_word_that_nobody_can_guess(priyas, writer, mel, client):
    def mark(one):
        return one.client.get(reverse("home:start")).content.decode().split("data-person=")[1][:34]

    assert mark(priyas) != mark(writer(mel))
    assert "data-person" not in client.get(reverse("home:front_page")).content.decode()


@pytest.mark.parametrize("page", ["keep", "remove"])
def test_stranger_keeps_nothing(client, page):
    answer = client.post(reverse(f"drafts:{page}"), "{}", content_type="application/json")
    assert (answer.status_code, Child.objects.count()) == (302, 0)


def test_lost_session_leads_back_to_the_form(client, page):
    answer = client.post(page, {"safe_places": WORDS}, HTTP_SEC_FETCH_SITE="same-origin")
    text = answer.content.decode()
    assert answer.status_code == 403
    assert WORDS in text
    assert f"{reverse('account_login')}?next={page}" in text
