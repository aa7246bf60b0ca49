"""Each person sees the parts of the service that their roles open, and where they are."""

import pytest
from django.urls import NoReverseMatch, reverse

from cairn.accounts import navigation
from cairn.networks.permissions import ACROSS_AN_AREA


def shown(client, person, page="/account/me"):
    client.force_login(person)
    return list(client.get(page).wsgi_request.navigation)


def names(items):
    return [item["text"] for item in items]


@pytest.mark.parametrize(
    ("who", "sees", "does_not_see"),
    [
        (
            "tess",
            {"Share information", "My submissions", "Notices"},
            {"Queue", "Children", "People"},
        ),
        ("ada", {"People", "Notices"}, {"Queue", "Children"}),
        ("priya", {"Children", "Strands"}, {"My submissions", "Adults and places", "Queue"}),
        ("pat", {"Queue", "Children", "Adults and places", "Strands"}, {"People", "Service"}),
        ("audrey", {"Share information"}, {"Children", "Strands", "Queue"}),
    ],
)
def test_items_follow_permissions(request, client, who, sees, does_not_see):
    texts = set(names(shown(client, request.getfixturevalue(who))))
    resolving = {item.text for item in navigation.ITEMS if navigation._address(item.page)}
    assert sees & resolving <= texts
    assert not does_not_see & texts


def test_items_lead_to_adults_and_places_exactly_those_who_find_any_there():
    item = next(item for item in navigation.ITEMS if item.page == "networks:list")
    assert item.and_one_of == ACROSS_AN_AREA


def test_items_left_out_of_a_long_menu_are_led_to_from_the_page_beside_them(client, priya):
    mine = reverse("submissions:mine")
    assert f'href="{mine}"' not in client.get(reverse("submissions:gate")).content.decode()
    client.force_login(priya)
    assert f'href="{mine}"' in client.get(reverse("submissions:gate")).content.decode()
    here = {item["text"]: item for item in shown(client, priya, mine)}
    assert here["Share information"]["active"]


def test_items_mark_where_one_is(client, ada):
    here = {item["text"]: item for item in shown(client, ada, "/account/people")}
    assert here["People"]["current"]
    assert here["People"]["active"]
    assert not here["Notices"]["active"]
    inside = {item["text"]: item for item in shown(client, ada, "/account/people/invitations")}
    assert inside["People"]["active"]
    assert not inside["People"]["current"]


def test_items_are_none_for_strangers(client, db):
    assert list(client.get("/who-to-call").wsgi_request.navigation) == []


def test_items_skip_parts_this_copy_does_not_have(client, ada, monkeypatch):
    gone = navigation.Item("Moon", "moon:walk", navigation.P.ACCOUNTS_SELF, "moon:")
    monkeypatch.setattr(navigation, "ITEMS", (*navigation.ITEMS, gone))
    assert "Moon" not in names(shown(client, ada))
    with pytest.raises(NoReverseMatch):
        reverse("moon:walk")
