"""The line: what stands on it and for whom, writing, taking back, and the pages."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cairn.children.actions import add_child
from cairn.chronology import actions, queries
from cairn.chronology.choices import Lane
from cairn.chronology.models import Entry
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.meetings.models import Meeting
from cairn.pathways import actions as pathways
from cairn.pathways import queries as pathways_read
from cairn.pathways.models import Pathway, Review
from tests.chronology.conftest import BACKEND


def text(answer):
    return answer.content.decode()


def at(page, row):
    return reverse(f"chronology:{page}", args=[row.reference])


def test_line_draws_from_every_chapter(priya, jade, levels, written):
    written("education", date(2026, 9, 2), what="Back at school", turn="better")
    found = actions.read_line(by=priya, child=jade.reference)[1].happened
    said = [one.what for one in found]
    assert "Back at school" in said
    assert "Contact: Safeguarding Hub" in said
    assert "Level: High" in said
    assert "Level: Medium" in said
    assert any(one.startswith("Ended:") for one in said)
    assert any(one.startswith("Lead practitioner: Priya") for one in said)
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)


def test_levels_end_with_the_pathway(priya, jade, levels):
    levels = queries.line(by=priya, child=jade).levels
    found = [(one.level, one.from_on, one.until_on) for one in levels]
    assert found == [
        ("High", date(2026, 5, 11), date(2026, 8, 3)),
        ("Medium", date(2026, 8, 3), date(2026, 10, 12)),
    ]


def test_line_is_nobodys_who_does_not_reach_the_child(olu, jade, written):
    row = written()
    with pytest.raises(OutOfReach):
        actions.read_line(by=olu, child=jade.reference)
    with pytest.raises(OutOfReach):
        actions.export_line(by=olu, child=jade.reference)
    with pytest.raises(OutOfReach):
        actions.read_entry(by=olu, reference=row.reference)
    with pytest.raises(OutOfReach):
        actions.take_back(by=olu, reference=row.reference, why="Wrong")


def test_write_once_for_each_key(priya, jade):
    said = {"child": jade.reference, "kind": "home", "what": "A calm week", "key": uuid.uuid4()}
    first = actions.write(by=priya, from_on=date(2026, 9, 1), **said)
    assert actions.write(by=priya, from_on=date(2026, 9, 1), **said) == first
    assert Entry.objects.count() == 1


def test_write_refuses_the_key_of_somebody_else(priya, mel, jade):
    said = {"child": jade.reference, "kind": "home", "what": "A calm week", "key": uuid.uuid4()}
    actions.write(by=priya, from_on=date(2026, 9, 1), **said)
    with pytest.raises(Refused):
        actions.write(by=mel, from_on=date(2026, 9, 1), **said)


def test_that_a_child_is_missing_is_reported_and_not_written_here(
    client, written, priya, jade, mel
):
    with pytest.raises(Refused, match="Report that the child is missing instead"):
        written("missing", what="Reported missing")
    client.force_login(priya, backend=BACKEND)
    assert 'value="missing"' not in text(client.get(at("write", jade)))
    sent = {"kind": "missing", "when": "1 5 2026", "what": "-", "key": str(uuid.uuid4())}
    assert "Choose what it is about." in text(client.post(at("write", jade), sent))
    on = date(2025, 5, 1)
    old = Entry.objects.create(
        child=jade, kind="missing", what="Not home by night", from_on=on, until_on=on,
        written_at=clock.now(), written_by=mel,
    )  # fmt: skip
    assert "Reported missing" in text(client.get(at("entry", old)))
    assert "Not home by night" in [
        one.what for one in queries.line(by=priya, child=jade).happened if one.lane is Lane.MISSING
    ]


def test_line_shows_each_episode_once_and_no_mistake(priya, jade, missed):
    row = missed(date(2026, 5, 1))
    missed(date(2026, 5, 3), kind="away", until_at=None, ended="")
    missed(date(2026, 5, 2), ended="not_missing")
    happened = queries.line(by=priya, child=jade).happened
    away, one = [one for one in happened if one.lane is Lane.MISSING]
    assert (one.what, one.detail) == ("Reported missing", "After 5 hours: the child returned")
    assert one.page == ("missing:episode", row.reference)
    assert away.what == "Away without authorisation"
    assert away.detail.startswith("Still missing after")


def test_take_back_leaves_the_line_and_stays_readable(priya, mel, jade, written):
    row = written("harm", date(2026, 9, 1), what="The wrong child")
    actions.take_back(by=mel, reference=row.reference, why="It was her sister.")
    found = actions.read_line(by=priya, child=jade.reference)[1].happened
    assert "The wrong child" not in [one.what for one in found]
    assert actions.read_entry(by=priya, reference=row.reference).what == "The wrong child"
    with pytest.raises(Refused, match="taken back already"):
        actions.take_back(by=mel, reference=row.reference, why="Again")


def test_line_page_tells_the_newsletters_story_at_a_glance(
    client, priya, jade, levels, the_newsletters_spring
):
    client.force_login(priya, backend=BACKEND)
    said = text(client.get(at("line", jade)))
    assert "Reported missing 27 times, first on 1 May 2026 and last on 22 June 2026." in said
    assert "Not once in the 4 months since." in said
    assert said.count('<svg class="cairn-line__') == 2
    assert ">16</text>" in said  # in May; 11 in June
    assert ">11</text>" in said
    rows = said.split("<tbody")[1].split("</tbody>")[0].split("</tr>")
    may = next(row for row in rows if "May 2026" in row)
    assert '<td class="govuk-table__cell">High</td><td class="govuk-table__cell">16</td>' in may


def test_line_page_shows_only_what_was_asked_for(client, priya, jade, the_newsletters_spring):
    client.force_login(priya, backend=BACKEND)
    said = text(client.get(at("line", jade), {"lane": Lane.EDUCATION}))
    listed = said.split("<ol")[1]
    assert "Back at school" in listed
    assert "Reported missing" not in listed
    everything = text(client.get(at("line", jade), {"lane": "unheard of", "period": "x"}))
    assert "Reported missing" in everything.split("<ol")[1]
    assert "Nothing of this kind" in text(client.get(at("line", jade), {"lane": Lane.DISRUPTION}))


def test_line_page_goes_on_where_there_is_more(client, priya, jade, written):
    for _ in range(55):
        written("home", date(2026, 9, 1), what="A calm day")
    client.force_login(priya, backend=BACKEND)
    first = text(client.get(at("line", jade)))
    assert first.count("A calm day") == 50
    assert "from=50" in first
    rest = text(client.get(at("line", jade), {"from": "50"}))
    assert rest.count("A calm day") == 5
    assert "Back to the latest" in rest
    assert client.get(at("line", jade), {"from": "٣"}).status_code == 200


def test_line_page_asks_as_often_for_two_as_for_ninety(client, priya, jade, written, missed):
    client.force_login(priya, backend=BACKEND)
    written()
    missed(date(2026, 5, 1))
    client.get(at("line", jade))
    with CaptureQueriesContext(connection) as few:
        client.get(at("line", jade))
    for _ in range(58):
        written("home")
    for number in range(27):
        missed(date(2026, 5, 3) + timedelta(days=2 * number))
    with CaptureQueriesContext(connection) as many:
        client.get(at("line", jade))
    assert len(many) == len(few)


def test_line_page_asks_as_often_when_every_chapter_has_more(
    client, priya, mel, jade, written, missed, levels
):
    """And no chapter twice: 26 statements, with the partnership's small tables not remembered."""
    client.force_login(priya, backend=BACKEND)
    counted = []
    for times in (1, 8):
        for _ in range(times):
            written("home")
            missed(date(2026, 1, 1) + timedelta(days=len(jade.missing_episodes.all())))
            contact = pathways.record_contact(
                by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen again."
            )
            Review.objects.create(
                pathway=Pathway.objects.get(), note="Quiet", at=contact.received_at, by=mel
            )
            Meeting.objects.create(
                kind="review", child=jade, council=jade.council, starts_at=contact.received_at,
                where="Room 2", chair=mel, arranged_at=contact.received_at, arranged_by=mel,
                started_at=contact.received_at,
            )  # fmt: skip
        client.get(at("line", jade))
        with CaptureQueriesContext(connection) as captured:
            client.get(at("line", jade))
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 26


def test_write_page_reads_dates_as_people_say_them_and_keeps_what_was_typed(client, priya, jade):
    client.force_login(priya, backend=BACKEND)
    page = at("write", jade)
    key = text(client.get(page)).split('name="key" value="')[1].split('"')[0]
    typed = {"kind": "education", "when": "March 2099", "what": "Back at school", "key": key}
    said = text(client.post(page, typed))
    assert "This day is still to come." in said
    assert 'value="Back at school"' in said
    said = text(client.post(page, typed | {"when": "the day the sun shone"}))
    assert "Enter the date as day, month and year" in said
    assert client.post(page, typed | {"when": "March 2026"})["Location"] == at("line", jade)
    row = Entry.objects.get()
    assert (row.from_on, row.until_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert "or until 31 March 2026" in text(client.get(at("entry", row)))


def test_entry_page_takes_back_with_a_reason(client, priya, jade, written):
    row = written("harm", date(2026, 9, 1), what="The wrong child")
    client.force_login(priya, backend=BACKEND)
    assert "Say why it is taken back." in text(client.post(at("entry", row), {"why": ""}))
    client.post(at("entry", row), {"why": "It was her sister."})
    said = text(client.get(at("entry", row)))
    assert "took this back" in said
    assert "It was her sister." in said
    assert "Take it back" not in said


def test_spreadsheet_holds_the_whole_line(client, priya, jade, the_newsletters_spring):
    client.force_login(priya, backend=BACKEND)
    answer = client.get(at("spreadsheet", jade))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][:3] == ("Day", "What", "About")
    assert sum(row[1] == "Reported missing" for row in rows) == 27


def test_now_says_when_the_pathway_ended_and_what_is_due_while_it_is_open(mel, priya, jade, levels):
    [fact] = queries.line(by=priya, child=jade).now
    assert (fact.name, fact.words) == ("Pathway", "Ended on 12 October 2026")
    row = pathways_read.pathway(by=mel, reference=levels)
    pathways.reopen(by=mel, reference=levels, version=row.version, because="It began again")
    facts = {fact.name: fact for fact in queries.line(by=priya, child=jade).now}
    assert facts["Pathway"].words == "Medium"
    assert facts["Review"].is_late


def test_child_page_keeps_its_own_title_when_the_line_comes_in(client, priya, jade):
    client.force_login(priya, backend=BACKEND)
    said = text(client.get(reverse("children:child", args=[jade.reference])))
    assert f'hx-get="{at("line", jade)}"' in said
    assert said.count("ignoreTitle:true") == said.count("hx-select=")


def test_child_page_says_that_the_line_is_loading_and_leads_to_it_without_a_script(
    client, priya, jade
):
    client.force_login(priya, backend=BACKEND)
    page = text(client.get(reverse("children:child", args=[jade.reference])))
    place = page.split('hx-select="#glance"')[1].split("</div>")[0]
    assert '<span class="cairn-loading">Loading… </span>' in place
    assert f'href="{at("line", jade)}">See the line of time</a>' in place


def test_glance_of_a_child_of_whom_nothing_is_recorded_says_so(client, mel, system, northmoor):
    child = add_child(by=system, council=northmoor, given_name="New", family_name="Madeup")
    client.force_login(mel, backend=BACKEND)
    glance = text(client.get(at("line", child))).split('<div id="glance">')[1].split("</div>")[0]
    assert "Nothing is recorded yet." in glance


def test_line_page_says_what_others_wrote_since_the_person_looked(client, mel, priya, jade):
    client.force_login(priya, backend=BACKEND)
    with clock.at(clock.from_iso("2026-11-19T09:00:00+00:00")):
        client.get(reverse("children:child", args=[jade.reference]))
    with clock.at(clock.from_iso("2026-11-20T09:00:00+00:00")):
        actions.write(
            by=mel, child=jade.reference, kind="education", what="Back at school",
            from_on=date(2026, 11, 16), key=uuid.uuid4(),
        )  # fmt: skip
    with clock.at(clock.from_iso("2026-11-21T09:00:00+00:00")):
        said = text(client.get(at("line", jade)))
    assert "New on the line of time since 19 November 2026 at 9am" in said
    assert "New to you" in said
