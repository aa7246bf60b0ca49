"""Small files that go with reports: a note, a sketch, a page. Made here, byte for byte the same."""

from io import BytesIO

from PIL import Image, ImageDraw

from cairn.county.invented import Invented
from cairn.county.plan import File

SIZE = (480, 320)
INK, PAPER = (40, 60, 70), (250, 248, 240)


def files_for(invented: Invented) -> tuple[File, ...]:
    """One file of one of three kinds."""
    note = invented.one("replies", "note")
    kind = invented.random.choice(["text", "picture", "page"])
    if kind == "text":
        return (File("note.txt", note.encode()),)
    if kind == "page":
        return (File("note of the day.pdf", page(note)),)
    return (File(invented.one("replies", "sketch"), sketch(invented)),)


def sketch(invented: Invented) -> bytes:
    """A drawing of a yard: walls, a door, and a cross where something stood."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    left, top = invented.random.randint(40, 90), invented.random.randint(40, 90)
    pen.rectangle((left, top, SIZE[0] - left, SIZE[1] - top), outline=INK, width=4)
    door = invented.random.randint(left + 40, SIZE[0] - left - 80)
    pen.line((door, SIZE[1] - top, door + 50, SIZE[1] - top), fill=PAPER, width=8)
    x = invented.random.randint(left + 30, SIZE[0] - left - 30)
    y = invented.random.randint(top + 30, SIZE[1] - top - 30)
    pen.line((x - 12, y - 12, x + 12, y + 12), fill=INK, width=4)
    pen.line((x - 12, y + 12, x + 12, y - 12), fill=INK, width=4)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def page(text: str) -> bytes:
    """A PDF of one page with these lines in a typewriter's letters."""
    shown = "\n".join(f"({_escaped(line)}) Tj T*" for line in text.splitlines())
    drawing = f"BT /F1 12 Tf 14 TL 72 770 Td\n{shown}\nET".encode("latin-1", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        start,
    )


def _escaped(line: str) -> str:
    plain = line.replace("“", '"').replace("”", '"').replace("’", "'")
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
