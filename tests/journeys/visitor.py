"""A person at a browser. Every page they see is checked by the accessibility engine (on a long way
over many days, every page that is marked for a picture), and a request that failed or an error in a
script fails the journey.
"""

import os
import shutil
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SHOTS = os.environ.get("CAIRN_SCREENSHOTS", "")  # a folder: keep pictures of marked pages there
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic", "--disable-gpu",
]  # fmt: skip


def found_browser() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


class Visitor:
    """One person's browser: say what they press and type, by the words they see."""

    def __init__(
        self, browser: Browser, address: str, *, phone: bool = False, scripts: bool = True,
        is_long: bool = False, folder: Path | None = None,
    ):  # fmt: skip
        self.address = address
        how: dict[str, Any] = {
            "viewport": PHONE if phone else DESK, "java_script_enabled": scripts, "locale": "en-GB",
        }  # fmt: skip
        if folder:  # what the browser keeps is there again when it is opened anew
            how |= {"executable_path": found_browser(), "args": FLAGS}
            self.context = browser.browser_type.launch_persistent_context(folder, **how)
        else:
            self.context = browser.new_context(**how)
        self.scripts = scripts
        self.is_long = is_long
        self.failed: list[str] = []
        self.awaited = 0  # the status of an answer that is meant to be a refusal
        self.seen: list[str] = []
        self.page: Page = self._watched(self.context.new_page())

    def _watched(self, page: Page) -> Page:
        page.set_default_timeout(10_000)
        page.on("requestfailed", self._note_failed)
        page.on("response", self._note_response)
        page.on("pageerror", lambda error: self.failed.append(f"script: {error}"))
        page.on("console", self._note_console)
        return page

    def _note_failed(self, request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # a page left while it was loading
            self.failed.append(f"{request.method} {request.url}: {request.failure}")

    def _note_response(self, response) -> None:
        if response.status >= 400 and response.status != self.awaited:
            self.failed.append(f"{response.status} {response.url}")

    def _note_console(self, said) -> None:
        """The browser says of each refused answer that it failed, and may say it late."""
        if said.type == "error" and f"a status of {self.awaited} " not in said.text:
            self.failed.append(said.text)

    def go(self, path: str) -> "Visitor":
        self.page.goto(self.address + path)
        return self.look()

    def press(self, words: str, *, role: str = "button") -> "Visitor":
        self.page.get_by_role(role, name=words, exact=False).first.click()
        self.page.wait_for_load_state("load")
        return self.look()

    def press_refused(self, words: str, status: int) -> "Visitor":
        """Press what answers with this status, and a page that says why."""
        self.awaited = status
        with self.page.expect_response(lambda answer: answer.status == status):
            self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state("load")
        return self.look()

    def follow(self, words: str) -> "Visitor":
        return self.press(words, role="link")

    def back(self) -> "Visitor":
        """The browser's own button."""
        self.page.go_back()
        return self.look()

    def follow_apart(self, words: str) -> "Visitor":
        """A link that opens a tab of its own. The visitor goes on there."""
        with self.context.expect_page() as opened:
            self.page.get_by_role("link", name=words).first.click()
        self.page = self._watched(opened.value)
        return self.look()

    def type(self, label: str, words: str) -> "Visitor":
        self.page.get_by_label(label, exact=False).first.fill(words)
        return self

    def select(self, label: str, option: str) -> "Visitor":
        self.page.get_by_label(label, exact=False).first.select_option(label=option)
        return self

    def choose(self, words: str, *, of: str = "") -> "Visitor":
        """A radio or a tick, within the group whose question contains `of`."""
        place = self.page.get_by_role("group", name=of).first if of else self.page
        exactly = place.get_by_label(words, exact=True)
        (exactly if exactly.count() else place.get_by_label(words)).first.check()
        return self

    def reads(self, words: str) -> "Visitor":
        self.page.get_by_text(words).first.wait_for()
        return self

    def does_not_read(self, words: str) -> "Visitor":
        assert words not in self.page.inner_text("body")
        return self

    def look(self) -> "Visitor":
        """Check the page in view: nothing failed, nothing that shuts anybody out."""
        assert self.failed == [], self.failed
        self.seen.append(self.page.url)
        if not self.is_long:
            self.shuts_nobody_out()
        assert self.page.locator("h1").count() == 1, f"{self.page.url} has no single heading"
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        return self

    def shuts_nobody_out(self) -> None:
        if self.scripts:  # the engine is a script itself
            results = Axe().run(self.page)
            assert results.violations_count == 0, results.generate_report()

    def picture(self, name: str) -> "Visitor":
        """Keep a picture of this page, if asked to."""
        if self.is_long:
            self.shuts_nobody_out()
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
        return self

    def close(self) -> None:
        self.context.close()
