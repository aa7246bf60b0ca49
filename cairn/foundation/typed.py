"""What somebody typed into a form that could not be accepted, so that it can be shown to them again."""

from typing import Any

MOST_FIELDS = 30
SECRET = ("password", "code", "token")  # never sent back, whatever they hold


def words_typed(request: Any) -> list[str]:
    """The texts of a form that was sent from one of our own pages, in the order of its fields.

    Only what has words in it: keys, versions and choices are not what a person would miss. A page
    of many short answers may say what it asks, `labels_typed` beside its view: then every answer is
    there, a single word or an emoji too, below its question. A form that another site made a browser
    send is not repeated: the words would not be the person's own.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    sent = [
        (name, text.strip())
        for name, values in request.POST.lists()
        for text in values
        if not any(secret in name.lower() for secret in SECRET)
    ]
    if labels := _labels(request):
        return [f"{labels[name]}\n{text}" for name, text in sent if text and name in labels]
    return [text for _, text in sent if len(text.split()) > 1][:MOST_FIELDS]


def _labels(request: Any) -> dict[str, str]:
    """What the page that the form was sent to asks, field by field; {} where it does not say."""
    match = request.resolver_match
    ask = getattr(match.func, "labels_typed", None) if match else None
    return ask(**match.kwargs) if ask else {}
