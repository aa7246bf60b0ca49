"""What the desk may do with a submission, and what it may not see by the way."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.audit.models import AuditEvent
from cairn.documents.choices import Scan
from cairn.documents.models import Document
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.submissions import actions, queries
from cairn.submissions.models import Message
from tests.submissions.conftest import Walker

STORY = (
    "A man in a blue van waits at the gate of the school every Tuesday and gives money to children."
)


def shared(**typed):
    walker = Walker()
    walker.start()
    walker.write("story", {"what": STORY, "area": "northmoor"} | typed.pop("story", {}))
    for step, said in typed.items():
        walker.write(step, said, number=1)
    walker.write("sharing")
    walker.write("you", {"name": "Alex"})
    return walker.send()[0]


@pytest.fixture
def reference(sent):
    return sent.given[0]


@pytest.fixture
def southern_officer(police, southmere):
    """The desk's role, for the other council only."""
    agency = police.__class__.objects.create(code="s-police", name="South", kind="police")
    agency.councils.set([southmere])
    user = User(email="south@example.test", name="South", roles=[Role.POLICE_CE], agency=agency)
    user.set_unusable_password()
    user.save()
    return user


def test_for_triage_is_for_the_desk_of_the_area(reference, pat, southern_officer, tess, stranger):
    assert queries.for_triage(by=pat).get().reference == reference
    assert not queries.for_triage(by=southern_officer).exists()
    for nobody in (tess, stranger):
        with pytest.raises(Refused):
            queries.for_triage(by=nobody)


def test_for_triage_shows_everybody_what_has_no_area(southern_officer):
    nowhere = shared(story={"area": ""})
    assert queries.for_triage(by=southern_officer).get().reference == nowhere


def test_for_triage_shows_the_system_everything(reference, system):
    assert queries.for_triage(by=system).exists()


@pytest.mark.parametrize("act", [
    queries.submission_for_triage,
    queries.similar,
    actions.mark_read,
    lambda **who: actions.ask(**who, text="?", key=uuid4()),
    lambda **who: actions.finish(**who, outcome="processed", version=1),
    lambda **who: actions.reopen(**who, version=1),
    actions.read_source,
    lambda **who: actions.open_attachment(**who, file="FILE-0000-0000"),
])  # fmt: skip
def test_every_act_out_of_reach_is_like_nothing_there(reference, southern_officer, act):
    with pytest.raises(OutOfReach):
        act(by=southern_officer, reference=reference)
    with pytest.raises(OutOfReach):
        act(by=southern_officer, reference="SB-0000-0000")


def test_submission_for_triage_brings_all_but_the_source(reference, pat, django_assert_num_queries):
    assert pat.council_ids  # asked once a request
    with django_assert_num_queries(4):
        found = queries.submission_for_triage(by=pat, reference=reference)
        assert {mention.label for mention in found.mentions.all()} >= {"Jade Example"}
        assert list(found.messages.all()) == []
        assert list(found.attachments.all()) == []


def test_mark_read_tells_of_the_first_reading_and_traces_each(reference, pat):
    first = actions.mark_read(by=pat, reference=reference).read_at
    assert actions.mark_read(by=pat, reference=reference).read_at == first
    assert AuditEvent.objects.filter(event="submissions.read").count() == 2


def test_ask_twice_with_one_key_asks_once(reference, pat):
    key = uuid4()
    for _ in "12":
        actions.ask(by=pat, reference=reference, text="Which van?", key=key)
    assert Message.objects.count() == 1
    found = queries.submission_for_triage(by=pat, reference=reference)
    assert found.waiting_since == found.read_at
    assert found.version == 2


def test_finish_refuses_who_saw_something_older(reference, pat):
    actions.ask(by=pat, reference=reference, text="Which van?", key=uuid4())
    with pytest.raises(Overtaken):
        actions.finish(by=pat, reference=reference, outcome="processed", version=1)


def test_finish_refuses_a_second_decision_and_reopen_makes_room(reference, pat):
    actions.finish(by=pat, reference=reference, outcome="processed", version=1)
    with pytest.raises(Refused, match="finished already"):
        actions.finish(by=pat, reference=reference, outcome="hub", version=2)
    with pytest.raises(Refused, match="it is finished"):
        actions.ask(by=pat, reference=reference, text="?", key=uuid4())
    actions.reopen(by=pat, reference=reference, version=2)
    assert actions.finish(by=pat, reference=reference, outcome="hub", version=3).outcome == "hub"


def test_read_source_has_its_own_permission_and_trace(reference, pat, mel, system):
    assert actions.read_source(by=pat, reference=reference).name == "Alex Example"
    assert AuditEvent.objects.last().event == "submissions.source_seen"
    with pytest.raises(Refused):
        actions.read_source(by=mel, reference=reference)


# --- the same again ---------------------------------------------------------------------------------


def why(pat, reference):
    return {a.submission.reference: a.why for a in queries.similar(by=pat, reference=reference)}


def test_similar_finds_who_names_the_same(pat):
    one = shared(story={"what": "Something."}, child={"name": "Jade  EXAMPLE"})
    two = shared(
        story={"what": "Quite another."}, child={"name": "Jo", "other_names": "jade example"}
    )
    shared(story={"what": "Elsewhere."}, child={"name": "Somebody Else"})
    assert why(pat, one) == {two: ("Names the same child",)}


def test_similar_finds_nearly_the_same_story(pat):
    one = shared()
    two = shared(story={"what": STORY.replace("every Tuesday", "on Tuesdays")})
    shared(story={"what": "Vapes are sold to children from the back door of a shop in town."})
    assert why(pat, one) == {two: ("Tells nearly the same story",)}


def test_similar_puts_the_likeliest_first(pat):
    this = shared(child={"name": "Jade Example"})
    by_name = shared(story={"what": "Something."}, child={"name": "Jade Example"})
    by_both = shared(child={"name": "Jade Example"})
    assert list(why(pat, this)) == [by_both, by_name]


def test_similar_shows_nothing_out_of_reach(southern_officer):
    this = shared(story={"area": "", "what": "Something."}, child={"name": "Jade Example"})
    shared(child={"name": "Jade Example"})
    assert why(southern_officer, this) == {}


def test_similar_is_not_misled_by_what_says_nothing(pat):
    this = shared(story={"what": "Something."}, child={"name": "unknown"})
    shared(story={"what": "Quite another."}, child={"name": "Unknown"})
    assert why(pat, this) == {}


# --- files ------------------------------------------------------------------------------------------


def add_file(walker, name="seen.txt", content=b"a blue van"):
    return walker.client.post(walker.at("attach"), {"file": SimpleUploadedFile(name, content)})


def test_attach_goes_with_what_is_sent(alex, pat):
    alex.fill()
    assert add_file(alex).status_code == 302
    reference, _code = alex.send()
    found = queries.submission_for_triage(by=pat, reference=reference)
    file = found.attachments.get().document
    Document.objects.update(scan=Scan.CLEAN)
    opened = actions.open_attachment(by=pat, reference=reference, file=file.reference)
    assert opened.content == b"a blue van"
    with pytest.raises(OutOfReach):
        actions.open_attachment(by=pat, reference=shared(), file=file.reference)


@pytest.mark.parametrize(("content", "words"), [
    (b"MZ\x90\x00 not a picture", "The file must be"), (b"", "The file is empty"),
])  # fmt: skip
def test_attach_says_what_is_wrong_with_a_file(alex, content, words):
    alex.start()
    page = add_file(alex, "picture.jpg", content).content.decode()
    assert words in page
    assert not alex.draft.attachments.exists()


def test_attach_without_a_file_asks_for_one(alex):
    alex.start()
    assert "Choose a file to add." in alex.client.post(alex.at("attach")).content.decode()


def test_attach_continue_takes_the_chosen_file_along(alex):
    alex.start()
    said = {"then": "on", "file": SimpleUploadedFile("seen.txt", b"a blue van")}
    for typed in (said, {"then": "on"}):
        assert alex.client.post(alex.at("attach"), typed)["Location"] == alex.at("check")
    assert alex.draft.attachments.count() == 1


def test_attach_stops_at_five(alex):
    alex.start()
    for number in range(5):
        assert add_file(alex, f"{number}.txt").status_code == 302
    assert "up to 5 files" in add_file(alex, "6.txt").content.decode()
    assert alex.draft.attachments.count() == 5


def test_attachment_remove_takes_it_out(alex):
    alex.start()
    add_file(alex)
    file = alex.draft.attachments.get().document.reference
    alex.client.post(alex.at("attachment_remove", file=file))
    assert not alex.draft.attachments.exists()
    assert not Document.objects.exists()


def test_throw_away_takes_the_files_along(alex):
    alex.start()
    add_file(alex)
    assert Document.objects.count() == 1
    alex.client.post(alex.at("throw_away"))
    assert not Document.objects.exists()


def test_attach_belongs_to_the_holder(alex):
    alex.start()
    add_file(alex)
    file = alex.draft.attachments.get().document.reference
    intruder = Walker()
    intruder.start()
    mine, intruder.key = intruder.key, alex.key
    assert add_file(intruder).status_code == 404
    assert intruder.client.get(intruder.at("attach")).status_code == 404
    assert intruder.client.post(intruder.at("attachment_remove", file=file)).status_code == 404
    intruder.key = mine
    assert intruder.client.post(intruder.at("attachment_remove", file=file)).status_code == 404
    assert alex.draft.attachments.count() == 1
