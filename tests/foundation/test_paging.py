"""Pages by key hold every row once, in order, and no altered token opens anything."""

import base64

import pytest

from cairn.agencies.models import Council
from cairn.foundation.paging import page_of


@pytest.fixture
def councils(db):
    for number in range(7):
        Council.objects.create(code=f"c{number}", name=f"Name {number // 3}")


@pytest.mark.parametrize("keys", [("name", "code"), ("-name", "-code"), ("name", "-code")])
def test_page_of_walks_every_row_once(councils, keys):
    seen, token = [], ""
    while True:
        page = page_of(Council.objects.all(), keys=keys, after=token, size=2)
        seen += [row.code for row in page.rows]
        token = page.older
        if not token:
            break
    assert seen == list(Council.objects.order_by(*keys).values_list("code", flat=True))


def test_token_of_a_page_can_be_read_by_nobody(councils):
    token = page_of(Council.objects.all(), keys=("name", "code"), size=3).older
    for part in (token, token.partition(":")[0]):
        inside = base64.urlsafe_b64decode(part.encode() + b"==")
        assert b"Name" not in part.encode() + inside


@pytest.mark.parametrize("after", ["x{}", "{:.40}", "[1]", "é", "\x00", "="])
def test_page_of_starts_again_on_an_altered_token(councils, after):
    page = page_of(Council.objects.all(), keys=("code",), size=3)
    altered = after.format(page.older)
    again = page_of(Council.objects.all(), keys=("code",), size=3, after=altered)
    assert again.is_first
    assert [row.code for row in again.rows] == ["c0", "c1", "c2"]
