"""Pages by key hold every row once, in order, and no altered token opens anything."""

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


def test_page_of_starts_again_on_an_altered_token(councils):
    page = page_of(Council.objects.all(), keys=("code",), size=3)
    again = page_of(Council.objects.all(), keys=("code",), size=3, after=page.older + "x")
    assert again.is_first
    assert [row.code for row in again.rows] == ["c0", "c1", "c2"]
