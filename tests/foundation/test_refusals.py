"""Whatever stands in an address: a record within reach, or none."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from cairn.agencies.models import Council
from cairn.foundation.refusals import OutOfReach, Refused, find, refuse_if


@pytest.mark.parametrize("code", ["nowhere", "a\x00b", "x" * 5000, "\ud800"])
def test_find_of_what_is_not_there_is_out_of_reach(db, code):
    with pytest.raises(OutOfReach):
        find(Council.objects, code=code)


def test_refuse_if_refuses_with_the_rules_own_sentence():
    with pytest.raises(Refused, match="It is closed"):
        refuse_if("It is closed.")
    refuse_if(None)


@pytest.mark.parametrize("page", ["403.html", "404.html"])
def test_pages_of_refusal_lead_somewhere(page, rf, db):
    request = rf.get("/")
    request.user = AnonymousUser()
    said = render_to_string(page, {"reason": "Not yours."}, request=request)
    assert "/who-to-call" in said
    assert "Go to the front page" in said
