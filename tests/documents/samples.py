"""Small real files of every accepted kind, and bad ones of every kind people have thought of."""

import zipfile
import zlib
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def pdf(script: str = "", password: str = "", attached: bytes = b"") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if script:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject(script),
            }
        )
    if attached:
        writer.add_attachment("inner.exe", attached)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


WORD_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}


def word(**more: bytes) -> bytes:
    return archive({**WORD_PARTS, **more})


def word_that_brings(kind: str, target: str, mode: str = "External") -> bytes:
    said = f'<Relationship Id="r" Type="http://x/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return word(
        **{"word/_rels/document.xml.rels": f"<Relationships>{said}</Relationships>".encode()}
    )


def pdf_that_acts(name: bytes, *, packed: bool) -> bytes:
    """A page that runs something when it is seen, said in the open or packed away."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O 4 0 R>>>>",
        b"<</S/" + name + b"/D(x)>>",
    ]
    made = b"%PDF-1.5\n"
    rows = [(0, 0, 255)]
    if packed:
        places = [sum(len(one) + 1 for one in objects[:number]) for number in range(4)]
        heads = b" ".join(b"%d %d" % pair for pair in enumerate(places, 1)) + b" "
        inside = zlib.compress(heads + b" ".join(objects))
        about = b"/Type/ObjStm/N 4/First %d" % len(heads)
        rows += [(2, 5, number) for number in range(4)] + [(1, len(made), 0)]
        made += _stream(5, about, inside)
    else:
        for number, one in enumerate(objects, 1):
            rows.append((1, len(made), 0))
            made += b"%d 0 obj" % number + one + b"endobj\n"
        rows.append((0, 0, 255))
    start = len(made)
    rows.append((1, start, 0))
    table = b"".join(bytes([kind]) + at.to_bytes(3, "big") + bytes([n]) for kind, at, n in rows)
    made += _stream(6, b"/Type/XRef/Size 7/Root 1 0 R/W[1 3 1]", zlib.compress(table))
    return made + b"startxref\n%d\n%%%%EOF" % start


def _stream(number: int, about: bytes, content: bytes) -> bytes:
    head = b"%d 0 obj<<%s/Filter/FlateDecode/Length %d>>stream\n" % (number, about, len(content))
    return head + content + b"\nendstream endobj\n"


EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 60 + b"PE\x00\x00" + b"\x00" * 200
GOOD = {
    "notes.txt": b"She got into a grey car \xe2\x80\x93 after school.",
    "photo.jpg": picture("JPEG"),
    "photo.png": picture("PNG"),
    "letter.pdf": pdf(),
    "letter.docx": word(),
    "letter with a link.docx": word_that_brings("hyperlink", "https://hill.example/"),
    "letter from a template.docx": word_that_brings("attachedTemplate", "file:///C:\\Normal.dotm"),
    "page that turns to another.pdf": pdf_that_acts(b"GoTo", packed=True),
    "page that turns.pdf": pdf_that_acts(b"GoTo", packed=False),
}
BAD = {
    "renamed executable": EXECUTABLE,
    "web page": b"<!DOCTYPE html><script>alert(1)</script>",
    "web page with a byte order mark": b"\xef\xbb\xbf<html><script>alert(1)</script>",
    "drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "script file": b"#!/bin/sh\nrm -rf /",
    "archive that is no document": archive({"a.txt": b"a"}),
    "zip bomb": word(**{"word/media/big.xml": b"\0" * 70_000_000}),
    "document with macros": word(**{"word/vbaProject.bin": b"x"}),
    "document that fetches its template": word_that_brings(
        "attachedTemplate", "https://x.example/t"
    ),
    "document whose template is on a share": word_that_brings(
        "attachedTemplate", "file:///\\\\x.example\\t"
    ),
    "document that fetches a picture": word_that_brings("image", "https://x.example/seen.png"),
    "document with an object": word_that_brings("oleObject", "parts/a.bin", mode="Internal"),
    "document with another inside": word_that_brings("aFChunk", "a.rtf", mode="Internal"),
    "archive behind a picture": picture("PNG") + archive({"a.html": b"<script>"}),
    "archive behind a photograph": picture("JPEG") + word(),
    "page behind a photograph": picture("JPEG") + b"<script>alert(1)</script>",
    "archive behind a PDF": pdf() + word(),
    "PDF behind an archive": word() + pdf(),
    "archive before a document": b"GIF89a" + word(),
    "PDF that runs a script": pdf(script="app.alert(1)"),
    "PDF with a script in a page": pdf_that_acts(b"JavaScript", packed=False),
    "PDF with a packed script": pdf_that_acts(b"JavaScript", packed=True),
    "PDF with a script spelled out": pdf_that_acts(b"J#61vaScript", packed=False),
    "PDF that starts a program": pdf_that_acts(b"Launch", packed=True),
    "PDF with a file inside": pdf(attached=EXECUTABLE),
    "PDF with a password": pdf(password="secret"),
    "cut-off PDF": pdf()[:-200],
    "cut-off picture": picture("PNG", (200, 200))[:-40],
    "picture bomb": picture("PNG", (9000, 6000)),
    "moving picture": b"GIF89a" + b"\x00" * 50,
    "control characters": b"abc\x00\x01\x02",
    "not text": b"\xff\xfe\x80\x81 abc",
}
