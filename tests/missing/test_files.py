"""Notifications out of files: a folder that loses nothing and takes nothing twice, and a spreadsheet."""

import json
import os
import time

import pytest

from cairn.accounts.models import Notice, User
from cairn.accounts.roles import Role
from cairn.missing import checks, dropping, queries, tables, tasks
from cairn.missing.models import Dropped, Report
from tests.missing.conftest import HEADINGS, JADE, OTHER, WRONG


@pytest.fixture
def folder(tmp_path, settings):
    settings.MISSING_DROP = str(tmp_path / "drop")
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


@pytest.fixture
def drop(folder):
    def dropped(name, content, *, ago=10):
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (time.time() - ago,) * 2)
        return path

    return dropped


def laid(folder, where):
    return sorted(path.name.partition("~")[2] for path in (folder / where).iterdir())


def test_files_are_taken_and_laid_aside(folder, drop, jade, meg):
    drop("a.csv", "\ufeff" + HEADINGS + JADE)
    drop("b.json", json.dumps([{"message": "9", "council": "northmoor",
                                "reported_at": "2026-11-21T22:00:00Z"}]))  # fmt: skip
    assert tasks.take_dropped() == 2
    assert laid(folder, "done") == ["a.csv", "b.json"]
    assert {one.sender for one in Report.objects.all()} == {"Folder of files"}
    assert Report.objects.get(message="1").child == jade
    assert tasks.take_dropped() == 0


def test_letter_is_taken_with_its_attachment(folder, drop, jade):
    drop("c.eml", "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
         "Hello\n--b\nContent-Disposition: attachment; filename=n.csv\n\n" + HEADINGS + JADE
         + "\n--b--\n")  # fmt: skip
    tasks.take_dropped()
    assert Report.objects.get().child == jade


def test_what_is_wrong_is_said_and_the_rest_is_taken(folder, drop, jade, otto, client):
    drop("mixed.csv", HEADINGS + JADE + WRONG + OTHER)
    drop("broken.json", "{")
    drop("picture.png", b"\x89PNG")
    tasks.take_dropped()
    assert Report.objects.count() == 2
    assert laid(folder, "refused") == [
        "broken.json", "broken.json.reason.txt", "mixed.csv", "mixed.csv.reason.txt",
        "picture.png", "picture.png.reason.txt",
    ]  # fmt: skip
    [beside] = (folder / "refused").glob("*mixed.csv.reason.txt")
    assert beside.read_text().startswith("Row 3. council: Give the code")
    assert Notice.objects.filter(person=otto, key__startswith="missing.file").count() == 3
    client.force_login(otto)
    shown = client.get("/service").content.decode()
    assert beside.name.partition("~")[0] in shown
    assert "2 notifications taken" in shown
    assert "Only .json, .csv and .eml" in shown


def test_name_of_a_refused_file_is_for_who_receives_reports(folder, drop, otto, client):
    drop("Jade Example ran away.json", json.dumps([
        {"message": "1", "council": "nowhere", "reported_at": "?"},
        {"message": "2", "council": "northmoor", "Jade Example": "?", "reported_at": "?"},
    ]))  # fmt: skip
    tasks.take_dropped()
    client.force_login(otto)
    shown = client.get("/service").content.decode()
    [kept] = Dropped.objects.all()
    assert "Jade" not in shown
    assert kept.reference in shown
    assert "Row 1. council: Give the code" in shown
    assert "Row 2. This is not a field of a notification." in shown
    otto.roles = [*otto.roles, Role.HUB_WORKER]
    [seen] = queries.files_refused(by=User(pk=otto.pk, roles=otto.roles))
    assert seen.name == "Jade Example ran away.json"
    assert "Jade Example: This is not a field" in seen.reasons[1]
    assert Dropped(pk=7, claimed="Jade Example.csv").reference == "7"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_worker_killed_half_way_loses_nothing_and_does_nothing_twice(
    folder, drop, jade, monkeypatch, moment
):
    class Killed(BaseException):
        pass

    def die(*about, **more):
        raise Killed

    drop("a.csv", HEADINGS + JADE + OTHER + WRONG)
    with monkeypatch.context() as dying:
        dying.setattr(dropping, "_lay_aside", die)
        if moment == "before":
            dying.setattr(tasks.actions, "take_file", die)
        with pytest.raises(Killed):
            tasks.take_dropped()
    tasks.take_dropped()
    assert Report.objects.count() == 2
    assert Dropped.objects.get().taken == 2
    assert laid(folder, "refused") == ["a.csv", "a.csv.reason.txt"]


def test_file_that_is_still_being_written_is_left(folder, drop):
    drop("now.csv", HEADINGS + JADE, ago=0)
    drop("slow.csv.part", HEADINGS)
    drop(".hidden.csv", HEADINGS)
    assert tasks.take_dropped() == 0
    assert not Dropped.objects.exists()


def test_no_folder_nothing_happens(db, settings):
    settings.MISSING_DROP = ""
    assert tasks.take_dropped() == 0


def test_check_names_a_folder_that_cannot_be_used(folder, settings):
    assert checks.drop_folder_can_be_used(None) == []
    settings.MISSING_DROP = str(folder / "nowhere")
    assert [one.id for one in checks.drop_folder_can_be_used(None)] == ["missing.W001"]


# --- what somebody might put there ---------------------------------------------------------------


def test_links_pipes_and_folders_are_left_where_they_are(folder, drop, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps({"message": "1", "council": "northmoor"}))
    for place in (folder, folder / "taking"):
        place.mkdir(exist_ok=True)
        (place / "a~link.json").symlink_to(secret)
        os.mkfifo(place / "a~pipe.json")
        (place / "a~folder.json").mkdir()
    assert tasks.take_dropped() == 0
    assert not Dropped.objects.exists()


def test_folder_that_leads_elsewhere_is_not_used(folder, drop, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "taking").symlink_to(tmp_path / "elsewhere")
    drop("a.csv", HEADINGS + JADE)
    with pytest.raises(OSError, match="leads elsewhere"):
        tasks.take_dropped()
    assert (folder / "a.csv").exists()


@pytest.mark.parametrize(
    "name",
    [b"l" * 250 + b".csv", b"\xff\xfe.csv", b"a\nb.csv", b"..csv.csv", "<b>é".encode() + b".csv",
     b"~~.csv", b"%2e%2e%2fpasswd.csv"],
)  # fmt: skip
def test_names_of_all_kinds_are_taken(folder, jade, meg, name):
    if name.startswith(b"."):
        name = b"x" + name
    path = os.path.join(os.fsencode(folder), name)
    with open(path, "wb") as file:
        file.write((HEADINGS + JADE).encode())
    os.utime(path, (time.time() - 60,) * 2)
    assert tasks.take_dropped() == 1
    assert Report.objects.get().child == jade
    assert len(list((folder / "done").iterdir())) == 1


def test_same_file_twice_is_taken_once(folder, drop, jade, meg):
    for name in ("a.csv", "b.csv", "a.csv"):
        drop(name, HEADINGS + JADE + OTHER.replace("2,", ",", 1))
        tasks.take_dropped()
    assert Report.objects.count() == 2
    assert len(laid(folder, "done")) == 3


def test_file_that_grows_while_it_is_read_is_taken_again_as_a_whole(
    folder, drop, jade, monkeypatch
):
    path = drop("a.csv", HEADINGS + JADE)
    take = tasks.actions.take_file

    def slowly(**told):
        [claimed] = (folder / "taking").iterdir()
        with claimed.open("a") as file:
            file.write(OTHER)
        return take(**told)

    with monkeypatch.context() as writing:
        writing.setattr(tasks.actions, "take_file", slowly)
        tasks.take_dropped()
    assert path.exists()
    os.utime(path, (time.time() - 60,) * 2)
    assert tasks.take_dropped() == 1
    assert Report.objects.count() == 2


def test_file_that_is_too_large_is_refused_unread(folder, drop, monkeypatch):
    monkeypatch.setattr(tables, "LARGEST", 100)
    monkeypatch.setattr(dropping, "MOST_READ", 101)
    drop("a.csv", HEADINGS + JADE * 100)
    tasks.take_dropped()
    [beside] = (folder / "refused").glob("*.reason.txt")
    assert beside.read_text().startswith("It is larger than")


def test_letter_with_two_attachments_of_one_name_loses_neither(folder, drop):
    part = "--b\nContent-Disposition: attachment; filename=n.csv\n\n" + HEADINGS + JADE + "\n"
    drop("c.eml", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + 2 * part
         + "--b--\n")  # fmt: skip
    tasks.take_dropped()
    assert laid(folder, "refused") == ["c.eml", "c.eml.reason.txt"]
