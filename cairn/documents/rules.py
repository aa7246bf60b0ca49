"""Which files are accepted, and which may be opened. No database, no clock, no disk.

What a file is comes from its content alone; its name proves nothing. Each kind is opened by a
library to prove it, and nothing may stand before or after it: a file that is two things at once is
neither. Source of the approach: OWASP File Upload Cheat Sheet (allow-list, content, size, name).
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.etree import ElementTree

import puremagic
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from cairn.documents.choices import DocumentKind, Scan

LARGEST_PICTURE = 50_000_000  # pixels: a large phone photograph, not a decompression bomb
LARGEST_UNPACKED = 60_000_000  # bytes inside a Word document
MOST_PARTS = 2_000
MOST_OBJECTS = 100_000  # in a PDF: some seconds of reading
ACCEPTED = "PDF, JPEG, PNG, Word (.docx) or plain text"
NOT_ACCEPTED = f"The file must be {ACCEPTED}. Save it as one of these and try again."
DAMAGED = "The file could not be read, so it may be damaged. Save it again and try once more."
MORE_INSIDE = "The file holds something more than it seems to. Save it again as a new file."
ACTIVE = "The file runs something when it is opened. Save it as a plain PDF or Word document."
FETCHES = "The file fetches something from elsewhere when it is opened. Save it as a PDF instead."
TOO_MUCH = "The file unpacks to far more than its size. Save a smaller copy and try again."


class Unacceptable(ValueError):
    """The file is refused. The message is a sentence for the person."""


def reason_not_to_receive(*, size: int, most_megabytes: int) -> str | None:
    """Asked before the content is read."""
    if size == 0:
        return "The file is empty."
    if size > most_megabytes * 1_000_000:
        return f"The file must be smaller than {most_megabytes} MB."
    return None


def kind_of(content: bytes) -> DocumentKind:
    """What the file is, proved by opening it. Raises Unacceptable with a sentence."""
    kind = _guess(content) if content else None
    if kind is None:
        raise Unacceptable(NOT_ACCEPTED)
    try:
        _PROOFS[kind](content)
    except Unacceptable:
        raise
    except Exception as problem:  # the libraries raise many kinds; all mean the same to a person
        raise Unacceptable(DAMAGED) from problem
    return kind


def _guess(content: bytes) -> DocumentKind | None:
    try:
        said = {match.mime_type for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        said = set()
    for kind in (DocumentKind.PDF, DocumentKind.JPEG, DocumentKind.PNG):
        if kind in said:
            return kind
    if content.startswith(b"PK\x03\x04"):
        return DocumentKind.WORD
    return DocumentKind.TEXT if not said or said <= {"text/plain", ""} else None


def _prove_picture(content: bytes) -> None:
    with Image.open(BytesIO(content)) as picture:
        width, height = picture.size
        if width * height > LARGEST_PICTURE:
            raise Unacceptable(TOO_MUCH)
        if picture.format not in {"JPEG", "PNG"}:
            raise Unacceptable(NOT_ACCEPTED)
        picture.verify()


def _prove_jpeg(content: bytes) -> None:
    _prove_picture(content)
    # Phones may add padding after the end mark; a second file is not padding.
    if content.rstrip(b"\x00")[-2:] != b"\xff\xd9":
        raise Unacceptable(MORE_INSIDE)
    _refuse_hidden_archive(content)


def _prove_png(content: bytes) -> None:
    _prove_picture(content)
    if content[-8:] != b"IEND\xaeB`\x82":
        raise Unacceptable(MORE_INSIDE)
    _refuse_hidden_archive(content)


def _prove_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise Unacceptable(DAMAGED)
    if content.rstrip(b"\r\n\x00 ")[-5:] != b"%%EOF":
        raise Unacceptable(MORE_INSIDE)
    _refuse_hidden_archive(content)
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Unacceptable("The PDF has a password. Save a copy without one and try again.")
    root = reader.root_object
    names = root.get("/Names", {})
    if "/OpenAction" in root and "/JS" in str(root["/OpenAction"]):
        raise Unacceptable(ACTIVE)
    if "/AA" in root or "/JavaScript" in names or "/EmbeddedFiles" in names:
        raise Unacceptable(ACTIVE)
    if any(_runs(one) for one in _dictionaries(reader)):
        raise Unacceptable(ACTIVE)
    if not reader.pages:
        raise Unacceptable(DAMAGED)


def _dictionaries(reader: PdfReader) -> Iterator[dict[str, object]]:
    """Every dictionary of a PDF, also those that stand packed inside others or that no page names."""
    numbers = {(number, age) for age, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Unacceptable(TOO_MUCH)
    for number, age in sorted(numbers):
        waiting: list[object] = [reader.get_object(IndirectObject(number, age, reader))]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                yield one
                waiting += dict.values(one)
            elif isinstance(one, list):
                waiting += list.__iter__(one)


def _runs(one: dict[str, object]) -> bool:
    """Whether it is a script, the start of a program, or a file inside the file."""
    acts = {"/JavaScript", "/Launch", "/EmbeddedFile"}
    does = {str(one[name]) for name in ("/S", "/Type") if name in one}
    return bool(acts & does or {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles"} & one.keys())


def _prove_word(content: bytes) -> None:
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) - end != 22 + int.from_bytes(content[end + 20 : end + 22], "little"):
        raise Unacceptable(MORE_INSIDE)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if "[content_types].xml" not in names or "word/document.xml" not in names:
            raise Unacceptable(NOT_ACCEPTED)
        # The sizes the archive states; the library refuses parts that unpack to more than stated.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Unacceptable(TOO_MUCH)
        if any("vbaproject" in name or "/embeddings/" in name for name in names):
            raise Unacceptable(ACTIVE)
        if archive.testzip() is not None:
            raise Unacceptable(DAMAGED)
        for part in parts:
            if part.filename.lower().endswith(".rels"):
                _refuse_what_it_brings(archive.read(part))


# What a document may bring along and run, whatever its part is called; links are only followed.
_RUNNING = {"oleobject", "package", "afchunk", "control", "vbaproject", "subdocument", "frame"}
_ON_A_DISK = re.compile(r"(file:///)?[a-z]:[\\/]", re.IGNORECASE)  # the template's place at home


def _refuse_what_it_brings(relations: bytes) -> None:
    for one in ElementTree.fromstring(relations).iter():  # noqa: S314  (expat limits what grows)
        kind = one.get("Type", "").rpartition("/")[2].lower()
        if kind in _RUNNING:
            raise Unacceptable(ACTIVE)
        if one.get("TargetMode", "").lower() != "external" or kind == "hyperlink":
            continue
        if kind == "attachedtemplate" and _ON_A_DISK.match(one.get("Target", "")):
            continue
        raise Unacceptable(FETCHES)


def _prove_text(content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unacceptable(NOT_ACCEPTED) from None
    if any(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f" for c in text):
        raise Unacceptable(NOT_ACCEPTED)
    if re.match(r"\s*(<!doctype|<html|<script|<svg|<\?xml|#!|MZ)", text, re.IGNORECASE):
        raise Unacceptable(NOT_ACCEPTED)


def _refuse_hidden_archive(content: bytes) -> None:
    """Archives are read from their end: refuse an end-of-archive mark near the end of a file."""
    if b"PK\x05\x06" in content[-66_000:]:
        raise Unacceptable(MORE_INSIDE)


_PROOFS: dict[DocumentKind, Callable[[bytes], None]] = {
    DocumentKind.JPEG: _prove_jpeg,
    DocumentKind.PNG: _prove_png,
    DocumentKind.PDF: _prove_pdf,
    DocumentKind.WORD: _prove_word,
    DocumentKind.TEXT: _prove_text,
}

EXTENSIONS = {
    DocumentKind.PDF: ".pdf",
    DocumentKind.JPEG: ".jpg",
    DocumentKind.PNG: ".png",
    DocumentKind.TEXT: ".txt",
    DocumentKind.WORD: ".docx",
}


def safe_name(typed: str, kind: DocumentKind) -> str:
    """The file's name for showing and saving: no folders, no controls, the ending its kind has."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", typed))[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    stem = kept.rsplit(".", 1)[0] if "." in kept else kept
    return (stem[:80].strip(" .") or "file") + EXTENSIONS[kind]


def reason_not_to_open(*, scan: str, has_scanner: bool) -> str | None:
    """Why a file stays closed, or None. A scanner that has not answered is not a clean bill."""
    if scan == Scan.INFECTED:
        return "A virus was found in this file, so nobody can open it."
    if scan == Scan.WAITING or (scan == Scan.NOT_SCANNED and has_scanner):
        return "This file is waiting to be checked for viruses. Try again in a few minutes."
    return None
