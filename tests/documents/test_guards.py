"""What each guard around files refuses when it stands alone, and what it must let pass."""

import zipfile
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image, PngImagePlugin
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from cairn.audit.models import AuditEvent
from cairn.documents import actions, queries, rules, scanner, serving, store, tasks
from cairn.documents.choices import DocumentKind, Scan
from tests.documents.samples import GOOD, archive, pdf, picture, word

N = NameObject


def _saved(image, kind, **more):
    file = BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def _picture_that_holds_an_archive(kind):
    inside = archive({"a.html": b"<script>"})
    image = Image.new("RGB", (8, 8), "teal")
    if kind == "JPEG":
        return _saved(image, kind, comment=inside)
    about = PngImagePlugin.PngInfo()
    about.add(b"prVt", inside)
    return _saved(image, kind, pnginfo=about)


def _pdf(change):
    """A PDF of one page, changed by what is asked."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _act(**said):
    return DictionaryObject({N(f"/{name}"): value for name, value in said.items()})


def _on_closing(writer):
    going = _act(S=N("/URI"), URI=TextStringObject("https://x.example/"))
    writer.root_object[N("/AA")] = _act(WC=going)


def _script_in_a_list(writer):
    script = _act(S=N("/JavaScript"))
    writer.pages[0][N("/Annots")] = ArrayObject([_act(Subtype=N("/Link"), A=script)])


def _script_without_its_kind(writer):
    writer.root_object[N("/Extra")] = _act(JS=TextStringObject("app.alert(1)"))


def _file_that_nothing_names(writer):
    stream = StreamObject()
    stream.set_data(b"MZ")
    stream[N("/Type")] = N("/EmbeddedFile")
    writer._add_object(stream)


def _spoilt(content, part):
    """The archive with one byte of a part changed, as it is kept: not packed."""
    at = content.index(part)
    return content[:at] + b"!" + content[at + 1 :]


def _with_a_wrong_sum(content):
    """The picture with another checksum at the end of what it shows."""
    at = content.index(b"IEND") - 5
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _word_kept_unpacked(**more):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for name, content in {**more}.items():
            made.writestr(name, content)
        made.writestr("[Content_Types].xml", b"<Types/>")
        made.writestr("word/document.xml", b"<document/>")
    return file.getvalue()


REFUSED = {
    "page behind a drawing": (picture("PNG") + b"<script>", rules.MORE_INSIDE),
    "picture that holds an archive": (_picture_that_holds_an_archive("PNG"), rules.MORE_INSIDE),
    "photograph that holds an archive": (
        _picture_that_holds_an_archive("JPEG"), rules.MORE_INSIDE,
    ),
    "picture that was damaged": (_with_a_wrong_sum(picture("PNG")), rules.DAMAGED),
    "two photographs in one": (
        _saved(
            Image.new("RGB", (8, 8)), "MPO", save_all=True,
            append_images=[Image.new("RGB", (8, 8), "red")],
        ),
        rules.NOT_ACCEPTED,
    ),
    "page behind a PDF": (pdf() + b"<script>alert(1)</script>", rules.MORE_INSIDE),
    "page before a PDF": (b"<script>" + pdf(), None),
    "PDF that holds an archive": (
        pdf().replace(b"startxref", b"%PK\x05\x06\nstartxref"), rules.MORE_INSIDE,
    ),
    "PDF with a password": (pdf(password="secret"), "The PDF has a password."),
    "PDF that acts when it is closed": (_pdf(_on_closing), rules.ACTIVE),
    "PDF with a script in a list": (_pdf(_script_in_a_list), rules.ACTIVE),
    "PDF with a script that says no kind": (_pdf(_script_without_its_kind), rules.ACTIVE),
    "PDF with a file that nothing names": (_pdf(_file_that_nothing_names), rules.ACTIVE),
    "PDF without a page": (_pdf(lambda writer: writer.remove_page(0)), rules.DAMAGED),
    "document with another file": (word(**{"word/embeddings/a.bin": b"x"}), rules.ACTIVE),
    "document that was damaged": (
        _spoilt(_word_kept_unpacked(**{"word/media/a.txt": b"as it was"}), b"as it was"),
        rules.DAMAGED,
    ),
    "document in a frame": (
        word(**{"word/_rels/document.xml.rels":
                b'<Relationships><Relationship Type="http://x/frame" Target="a"/></Relationships>'}),
        rules.ACTIVE,
    ),
    "text in other letters": ("She was at the café.".encode("latin-1"), rules.NOT_ACCEPTED),
    "text with a formatting language": (b"{\\rtf1 hello}", rules.NOT_ACCEPTED),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_kind_of_a_file_that_one_guard_alone_refuses(name):
    content, why = REFUSED[name]
    with pytest.raises(rules.Unacceptable) as refusal:
        rules.kind_of(content)
    assert why is None or str(refusal.value).startswith(why)


def test_kind_of_a_photograph_with_padding_is_a_photograph():
    assert rules.kind_of(picture("JPEG") + bytes(16)) == DocumentKind.JPEG


@pytest.mark.parametrize(
    ("limit", "content"), [("MOST_OBJECTS", pdf()), ("MOST_PARTS", word(a=b"a", b=b"b"))]
)
def test_kind_of_a_file_of_too_many_parts_is_refused(monkeypatch, limit, content):
    rules.kind_of(content)
    monkeypatch.setattr(rules, limit, 2)
    with pytest.raises(rules.Unacceptable, match="unpacks to far more"):
        rules.kind_of(content)


def test_safe_name_is_short():
    assert rules.safe_name("a" * 300, DocumentKind.PDF) == "a" * 80 + ".pdf"


# --- received, kept and given out -----------------------------------------------------------------


@pytest.fixture
def received(limits, stranger):
    return actions.receive(by=stranger, name="notes.txt", content=BytesIO(GOOD["notes.txt"]))


class Endless(BytesIO):
    """Remembers how much of it was asked for."""

    asked = 0

    def read(self, size=-1):
        self.asked = size
        return b"a" * (size if size >= 0 else 20_000_000)


def test_receive_reads_no_more_than_one_byte_too_many(limits, stranger):
    content = Endless()
    with pytest.raises(rules.Unacceptable):
        actions.receive(by=stranger, name="a.txt", content=content)
    assert content.asked == 10_000_001


def _locks():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
            " AND pid = pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_content_is_held_while_it_is_kept_and_while_it_is_forgotten(received, system):
    before = _locks()
    assert before >= 1
    actions.forget_content(by=system, digest=store.digest_of(b"something else"))
    assert _locks() == before + 1


def test_discard_and_open_leave_a_trace(received, stranger, pat):
    actions.open_document(by=pat, document=received)
    actions.discard(by=stranger, document=received)
    traces = AuditEvent.objects.filter(record_id=received.reference).values_list("event", flat=True)
    assert {"documents.uploaded", "documents.opened", "documents.removed"} == set(traces)


def test_kept_content_cannot_be_written_and_is_written_once(received, settings):
    place = settings.DOCUMENTS_DIR / received.digest[:2] / received.digest
    assert place.stat().st_mode & 0o777 == 0o400
    before = place.stat().st_ino
    store.keep(GOOD["notes.txt"])
    assert place.stat().st_ino == before
    assert [one.name for one in place.parent.iterdir()] == [received.digest]


def test_as_response_tells_the_browser_what_it_is_and_to_keep_nothing(received, pat):
    response = serving.as_response(actions.open_document(by=pat, document=received))
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"


# --- the scanner, without one that is installed ---------------------------------------------------


@pytest.fixture
def says(monkeypatch, settings):
    """A scanner that gives this answer to everything."""
    settings.CLAMD_ADDRESS = "unix:/nowhere"

    def answering(words):
        class Link:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                return None

            def sendall(self, _):
                return None

            def recv(self, _, said=iter((words,))):  # noqa: B008  (each answering is asked once)
                return next(said, b"")

        monkeypatch.setattr(scanner, "_connect", Link)

    return answering


@pytest.mark.parametrize(
    ("words", "scan"), [(b"stream: OK\0", Scan.CLEAN), (b"stream: X FOUND\0", Scan.INFECTED)]
)
def test_record_scan_keeps_what_was_said_when_with_a_trace_and_once(
    received, says, system, words, scan
):
    says(words)
    actions.record_scan(by=system, document_id=received.pk)
    received.refresh_from_db()
    assert received.scan == scan
    assert received.scanned_at is not None
    says(b"stream: OK\0" if scan == Scan.INFECTED else b"stream: X FOUND\0")
    actions.record_scan(by=system, document_id=received.pk)
    received.refresh_from_db()
    assert received.scan == scan
    trace = AuditEvent.objects.get(event="documents.scanned")
    assert (trace.record_id, trace.details["said"]) == (received.reference, scan)


@pytest.mark.parametrize("words", [b"stream: OK but\0", b"stream: \0", b"FOUND\0", b"\0", b""])
def test_is_clean_of_half_an_answer_is_no_answer(says, words):
    says(words)
    with pytest.raises(scanner.NoAnswer):
        scanner.is_clean(b"a")


@pytest.mark.parametrize(("words", "answers"), [(b"PONG\0", True), (b"BUSY\0", False)])
def test_scanner_answers_only_in_its_own_word(says, words, answers):
    says(words)
    assert scanner.answers() is answers


def test_waiting_names_unscanned_files_once_there_is_a_scanner(received, settings, system):
    assert queries.waiting(by=system) == []
    settings.CLAMD_ADDRESS = "unix:/nowhere"
    assert queries.waiting(by=system) == [received.pk]


def test_scan_what_waits_queues_nothing_while_the_scanner_is_down(received, dead_scanner):
    before = ProcrastinateJob.objects.count()
    tasks.scan_what_waits(timestamp=0)
    assert ProcrastinateJob.objects.count() == before
