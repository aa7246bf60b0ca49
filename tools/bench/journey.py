"""The way of one professional through the front door, over HTTP, as a browser goes it.

The gate, a page each for the story, a child, an adult, a place, how it is known and who they are;
the check of the answers; the send; the receipt. Everybody and everything named is invented.
"""

import re
from dataclasses import dataclass

from tools.bench.browser import Answer, Browser, Form, forms, local

GATE, FOLLOW_UP = "/share", "/follow-up"
MOST_PAGES = 15
DRAFT = re.compile(r"/share/([0-9a-f-]{36})/")
STEP = re.compile(r"/share/[0-9a-f-]{36}/page/([a-z]+)")
REFERENCE = re.compile(r"\bSB-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
ANSWERS: dict[str, dict] = {
    "gate": {"now": "none", "about": "yes", "pathway": "unknown"},
    "call": {"called": "yes", "call_reference": "log 123, ten past four"},
    "story": {
        "what": "After school she was met at the gate by a man in a grey car who gave her a bag. "
        "She told us she “owes him for the vapes”. It was the third time this month.",
        "when": "last Tuesday after school",
        "often": "more",
        "about": ["child", "adult", "place"],
        "area": "cumberland",
    },
    "child": {"name": "Robin Ashdown", "other_names": "Robbo", "born": "about 14"},
    "adult": {"name": "Mr Grey Car", "looks": "About 30, tall, a red cap.", "role": "Not known."},
    "place": {"where": "The bus shelter, Invented Lane", "kind": "outdoors"},
    "sharing": {"how_known": "myself", "adult_told": "yes", "told": "Our safeguarding lead."},
    "you": {"name": "Alex Example", "job_title": "Teacher", "agency_name": "Hill School"},
}
# What the answers above name: the names of the people, and the place.
MENTIONS = (
    ("adult", "Mr Grey Car"),
    ("child", "Robbo"),
    ("child", "Robin Ashdown"),
    ("place", "The bus shelter, Invented Lane"),
)


class Astray(AssertionError):
    """A page was not the one that a person would have come to."""


@dataclass(frozen=True)
class Receipt:
    """What the submitter is given."""

    reference: str
    code: str


@dataclass(frozen=True)
class Ready:
    """A draft with nothing missing: what the button "send" would send, and where."""

    key: str
    path: str
    fields: dict[str, str]

    def of(self, key: str) -> "Ready":
        """The same for another draft that this browser holds."""
        fields = {name: value.replace(self.key, key) for name, value in self.fields.items()}
        return Ready(key, self.path.replace(self.key, key), fields)


def fill(browser: Browser, changes: dict[str, dict] | None = None) -> Ready:
    """From the gate to the page where the answers are checked. `changes` are answers by page."""
    page = expect(browser.get(GATE), 200)
    name = "gate"
    for _ in range(MOST_PAGES):
        answers = {**ANSWERS[name], **(changes or {}).get(name, {})}
        page = press(browser, page, form_for(page, answers), answers)
        if page.path.endswith("/check"):
            return ready(page)
        said = STEP.search(page.path)
        if not said:
            raise Astray(f"not a page of the form: {page.path}")
        name = said.group(1)
    raise Astray(f"the form did not end after {MOST_PAGES} pages")


def press(browser: Browser, page: Answer, form: Form, answers: dict) -> Answer:
    """Send a form as its button does, and go where that leads."""
    action = local(form.action) or page.path
    answer = browser.post(action, {**form.hidden, **answers})
    if answer.status not in {302, 303}:
        raise Astray(f"{action} was not accepted: {answer.status}, {problem_on(answer)}")
    return expect(browser.follow(answer), 200)


def form_for(page: Answer, answers: dict) -> Form:
    """The form of this page that asks for these."""
    for form in forms(page.text):
        if set(answers) & form.asks:
            return form
    raise Astray(f"{page.path} does not ask for {', '.join(answers)}")


def ready(page: Answer) -> Ready:
    """What the button on the checking page sends."""
    for form in forms(page.text):
        action = local(form.action)
        if action.endswith("/send"):
            return Ready(draft_key(page.path), action, form.hidden)
    raise Astray(f"{page.path} has nothing to send with: {problem_on(page)}")


def send(browser: Browser, draft: Ready) -> Answer:
    """Press send. A redirect to the receipt says that it was accepted."""
    answer = browser.post(draft.path, draft.fields)
    if not is_accepted(answer, draft.key):
        raise Astray(f"the send was not accepted: {answer.status}, {problem_on(answer)}")
    return answer


def is_accepted(answer: Answer, key: str) -> bool:
    """Whether this answer says that the draft was sent."""
    return answer.status in {302, 303} and local(answer.location).endswith(f"/{key}/receipt")


def receipt(browser: Browser, key: str) -> Receipt:
    """Read the receipt's page."""
    page = expect(browser.get(f"/share/{key}/receipt"), 200)
    reference, code = REFERENCE.search(page.text), CODE.search(page.text)
    if not (reference and code):
        raise Astray("the receipt shows no reference or no code")
    return Receipt(reference.group(), code.group())


def opens(browser: Browser, given: Receipt) -> bool:
    """Whether this reference and code open what was sent."""
    page = expect(browser.get(FOLLOW_UP), 200)
    said = {"reference": given.reference, "code": given.code}
    form = form_for(page, said)
    answer = browser.post(local(form.action) or FOLLOW_UP, {**form.hidden, **said})
    return answer.status in {302, 303} and given.reference in browser.follow(answer).text


def whole_way(browser: Browser) -> Receipt:
    """Everything that a person does, from the gate to the receipt."""
    draft = fill(browser)
    send(browser, draft)
    return receipt(browser, draft.key)


def draft_key(path: str) -> str:
    found = DRAFT.search(path)
    if not found:
        raise Astray(f"no draft in {path}")
    return found.group(1)


def expect(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise Astray(f"{answer.path}: {answer.status} and not {status}; {problem_on(answer)}")
    return answer


def problem_on(answer: Answer) -> str:
    """The error that a page shows, or the start of its words, for the one who must mend it."""
    shown = re.findall(r'class="govuk-error-message"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    words = " / ".join(shown) or answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).strip()[:200]
