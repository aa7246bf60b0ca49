"""What somebody typed into a form that could not be accepted, so that it can be shown to them again."""

from typing import Any

MOST_FIELDS = 30
SECRET = ("password", "code", "token")  # never sent back, whatever they hold


def words_typed(request: Any) -> list[str]:
    """The texts of a form that was sent from one of our own pages, in the order of its fields.

    Only what has words in it: keys, versions and choices are not what a person would miss. A form
    that another site made a browser send is not repeated: the words would not be the person's own.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    texts = [
        text.strip()
        for name, values in request.POST.lists()
        for text in values
        if not any(secret in name.lower() for secret in SECRET)
    ]
    return [text for text in texts if len(text.split()) > 1][:MOST_FIELDS]
