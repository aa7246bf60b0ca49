"""The start-up checks say by name what the partnership still has to give."""

from django.core.checks import run_checks

from cairn.agencies.models import LocalStandard
from tests.agencies.conftest import CUMBRIA, DEMO_OVERLAY


def said(deploy=False):
    found = run_checks(tags=["database"], databases=["default"], include_deployment_checks=deploy)
    return [message for message in found if message.id.startswith("agencies")]


def test_check_names_each_missing_contact_point_and_what_to_add(load):
    load(CUMBRIA)
    messages = said()
    assert {message.id for message in messages} == {"agencies.W001"}
    (hub,) = [message for message in messages if "Hub, Cumberland”" in message.msg]
    assert (
        hub.msg
        == "Nobody is told how to reach “Safeguarding Hub, Cumberland”: its phone is missing."
    )
    assert 'code = "hub-cumberland", phone = "…"' in hub.hint
    assert "CAIRN_PROFILE_OVERLAY" in hub.hint
    assert not any("Emergency" in message.msg for message in messages)


def test_check_is_content_with_a_full_overlay(load):
    load(CUMBRIA, DEMO_OVERLAY)
    assert said(deploy=True) == []


def test_check_at_start_refuses_without_a_profile(db):
    assert said() == []  # `migrate` must be able to run
    assert [message.id for message in said(deploy=True)] == ["agencies.E001"]


def test_check_at_start_refuses_when_a_standard_does_not_hold_today(load):
    load(CUMBRIA, DEMO_OVERLAY)
    LocalStandard.objects.filter(key="invitation-days").delete()
    (message,) = said(deploy=True)
    assert "invitation-days" in message.msg
