"""A copy of a plan as a PDF. Nothing is fetched: a text that names an address gets no answer."""

import ctypes.util
import logging
import unicodedata
from functools import cache
from pathlib import Path

STYLE = Path(__file__).with_name("data") / "copy.css"
IMPOSSIBLE = (
    "This service cannot make PDF files at the moment. Print the page instead: your browser can"
    " also save it as a PDF."
)


@cache
def is_possible() -> bool:
    """Whether this machine has Pango, which sets the type."""
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0"))


def pdf(page: str) -> bytes:
    """The page, set on A4; as many sheets as its texts need."""
    # Here, because it takes a while to load and needs Pango: pages must be there without it.
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    logging.getLogger("weasyprint").disabled = True  # it would log words that no font can draw

    class Nothing(URLFetcher):
        """Answers no address, of files or of other machines."""

        def fetch(self, url: str, headers: object = None) -> None:
            raise ValueError("A copy of a plan fetches nothing.")

    sheet = CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=Nothing())
    made = HTML(string=with_names_of_pictures(page), url_fetcher=Nothing())
    # Tagged, so that it can be read aloud.
    written: bytes = made.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return written


def with_names_of_pictures(text: str) -> str:
    """Each emoji with its name behind it: a machine that prints may have no picture of it."""
    return "".join(one + _name(one) for one in text)


def _name(one: str) -> str:
    if unicodedata.category(one) != "So":
        return ""
    name = unicodedata.name(one, "").lower()
    return f" ({name})" if name else ""
