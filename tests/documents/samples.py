"""Small real files of every accepted kind, and bad ones of every kind people have thought of."""

import zipfile
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


EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 60 + b"PE\x00\x00" + b"\x00" * 200
GOOD = {
    "notes.txt": b"She got into a grey car \xe2\x80\x93 after school.",
    "photo.jpg": picture("JPEG"),
    "photo.png": picture("PNG"),
    "letter.pdf": pdf(),
    "letter.docx": word(),
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
    "archive behind a picture": picture("PNG") + archive({"a.html": b"<script>"}),
    "archive behind a photograph": picture("JPEG") + word(),
    "page behind a photograph": picture("JPEG") + b"<script>alert(1)</script>",
    "archive behind a PDF": pdf() + word(),
    "PDF behind an archive": word() + pdf(),
    "archive before a document": b"GIF89a" + word(),
    "PDF that runs a script": pdf(script="app.alert(1)"),
    "PDF with a file inside": pdf(attached=EXECUTABLE),
    "PDF with a password": pdf(password="secret"),
    "cut-off PDF": pdf()[:-200],
    "cut-off picture": picture("PNG", (200, 200))[:-40],
    "picture bomb": picture("PNG", (9000, 6000)),
    "moving picture": b"GIF89a" + b"\x00" * 50,
    "control characters": b"abc\x00\x01\x02",
    "not text": b"\xff\xfe\x80\x81 abc",
}
