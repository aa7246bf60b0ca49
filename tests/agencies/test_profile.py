"""A profile is loaded whole or not at all, says everything that is wrong, and keeps history."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cairn.agencies.actions import ProfileRefused, load_profile
from cairn.agencies.models import (
    Agency,
    ContactPoint,
    Council,
    Destination,
    ExploitationStrand,
    LocalStandard,
    Team,
    Town,
)
from cairn.agencies.queries import towns
from cairn.agencies.reading import read_profile
from cairn.audit.models import AuditEvent
from cairn.foundation.refusals import Refused
from tests.agencies.conftest import CUMBRIA, DEMO_OVERLAY

BROKEN = [
    # file, old, new, entry, part of the reason
    ("agencies.toml", 'name = "Cumbria Police"\n', "", "agency police", "“name” is not given"),
    ("agencies.toml", '"Cumbria Police"', '""', "agency police", "“name” is empty"),
    ("agencies.toml", '"Cumbria Police"', "7", "agency police", "7, which is not text"),
    ("agencies.toml", 'kind = "police"', 'kind = "cops"', "agency police", "'cops' is not one of"),
    ("agencies.toml", 'kind = "police"', 'kind = "other"', "", "no agency of the kind “police”"),
    ("agencies.toml", 'code = "police"', 'code = "Police!"', "agency Police!", "small letters"),
    ("agencies.toml", 'code = "camhs"', 'code = "police"', "agency police", "It is there 2 times"),
    ("agencies.toml", 'councils = ["cumberland"]', "councils = []", "agency cumberland-childrens-services",
     "“councils” is empty"),
    ("agencies.toml", 'councils = ["cumberland"]', "councils = [3]", "agency cumberland-childrens-services",
     "a list of words"),
    ("agencies.toml", 'councils = ["cumberland"]', 'councils = ["rutland"]',
     "agency cumberland-childrens-services", "'rutland' is not a council of partnership.toml"),
    ("agencies.toml", "[[agency]]", "[[agenda]]", "", "“agenda” is not something this file holds"),
    ("agencies.toml", "[[agency]]", "[[agency", "", "It cannot be read"),
    ("partnership.toml", "[[council]]", "[council]", "", "It cannot be read"),
    ("partnership.toml", 'code = "cumberland"', 'code = "cumbria"', "", "no contact point 'cst-cumbria'"),
    ("teams.toml", 'agency = "partnership"', 'agency = "nobody"', "team cerar",
     "'nobody' is not a agency of agencies.toml"),
    ("teams.toml", 'kind = "metco"', 'kind = "metro"', "team metco", "'metro' is not one of"),
    ("teams.toml", 'kind = "metco"', 'kind = "metco"\nboss = "x"', "team metco", "“boss” is not something"),
    ("roles.toml", 'teams = ["cerar"]', 'teams = ["cesar"]', "role cerar_manager", "'cesar' is not"),
    ("strands.toml", 'description = "A child is moved', 'about = "A child is moved', "strand msht",
     "“description” is not given"),
    ("contact_points.toml", 'phone = "999"', 'phone = "nine"', "contact_point emergency", "'nine', which is"),
    ("contact_points.toml", 'phone = "999"', 'email = "nine"', "contact_point emergency", "e-mail address"),
    ("contact_points.toml", 'phone = "999"', 'web = "http://x"', "contact_point emergency", "https://"),
    ("contact_points.toml", 'phone = "999"\n', "", "contact_point emergency", "no phone, email or web"),
    ("contact_points.toml", 'needs = ["phone"]', 'needs = ["fax"]', "contact_point hub-cumberland", "'fax'"),
    ("contact_points.toml", 'code = "desk"', 'code = "deck"', "", "There is no contact point 'desk'"),
    ("contact_points.toml", 'mon = "09:00-17:00"', 'mon = "17:00-09:00"', "contact_point desk",
     "close before they open"),
    ("contact_points.toml", 'mon = "09:00-17:00"', 'monday = "9-5"', "contact_point desk", "know monday"),
    ("destinations.toml", 'contacts = ["prevent"]', "contacts = []", "destination prevent", "is empty"),
    ("destinations.toml", 'contacts = ["prevent"]', 'contacts = ["channel"]', "destination prevent",
     "'channel' is not a contact point"),
    ("places.toml", 'council = "cumberland"', 'council = "rutland"', "town aspatria", "'rutland' is not"),
    ("places.toml", "latitude = 54.76", "latitude = 5.476", "town aspatria", "not in England"),
    ("places.toml", "latitude = 54.76", "latitude = 54", "town aspatria", "not a number with decimals"),
    ("standards.toml", 'key = "invitation-days"', 'key = "invitation-weeks"',
     "standard invitation-weeks from 2021-09-01", "reads no standard of this name"),
    ("standards.toml", 'key = "invitation-days"', 'key = "invitation-weeks"', "",
     "There is no standard 'invitation-days'"),
    ("standards.toml", "value = 7", "value = 0", "standard invitation-days from 2021-09-01",
     "whole number from 1 to 60"),
    ("standards.toml", "value = 7", "value = true", "standard invitation-days from 2021-09-01", "True"),
    ("standards.toml", "value = 7", "value = 7.5", "standard invitation-days from 2021-09-01", "7.5"),
    ("standards.toml", "value = 7\nfrom = 2021-09-01", 'value = 7\nfrom = "soon"',
     "standard invitation-days from soon", "which is not a date"),
    ("standards.toml", "value = 7\nfrom = 2021-09-01", "value = 7\nfrom = 2021-09-01T09:00:00",
     "standard invitation-days from 2021-09-01 09:00:00", "which is not a date"),
    ("standards.toml", 'value = ["police_ce", "police_metco", "cerar_manager"]', "value = []",
     "standard desk-escalation-ladder from 2021-09-01", "list of words"),
    ("standards.toml", '"100 days"]', '"a while"]', "standard towards-18-alerts from 2021-09-01",
     "days before 18 like"),
    *(
        ("standards.toml", '["09:00", "15:30"]', wrong, "standard school-hours from 2021-09-01",
         "two times in order")
        for wrong in ('["15:30", "09:00"]', '["09:00"]', '["9am", "15:30"]')
    ),
    ("standards.toml", '"17.5", ', '"17.25", ', "standard towards-18-alerts from 2021-09-01", "ages like"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "entry", "reason"), BROKEN)
def test_load_profile_names_file_entry_and_reason(
    load, profile, write, file, old, new, entry, reason
):
    write(profile / file, old, new)
    with pytest.raises(ProfileRefused) as refused:
        load(profile)
    said = [(problem.file.rpartition("/")[2], problem.entry) for problem in refused.value.problems
            if reason in problem.reason]  # fmt: skip
    # What is missing altogether is said of the file where it belongs.
    if "no contact point 'cst" in reason:
        file = "contact_points.toml"
    assert (file, entry) in said, str(refused.value)
    assert not Council.objects.exists()


def test_load_profile_says_everything_at_once(load, profile, write):
    write(profile / "agencies.toml", 'kind = "police"', 'kind = "cops"')
    write(profile / "contact_points.toml", 'phone = "999"', 'phone = "nine"')
    (profile / "strands.toml").unlink()
    (profile / "strand.toml").write_text("")
    with pytest.raises(ProfileRefused) as refused:
        load(profile)
    assert {problem.file for problem in refused.value.problems} >= {
        "profile/agencies.toml", "profile/contact_points.toml", "profile/strands.toml",
        "profile/strand.toml",
    }  # fmt: skip


def test_load_profile_twice_changes_nothing_the_second_time(load):
    first = load(CUMBRIA, DEMO_OVERLAY)
    models = (Agency, ContactPoint, Council, Destination, ExploitationStrand, LocalStandard, Team)
    before = {model: list(model.objects.order_by("pk").values()) for model in models}
    second = load(CUMBRIA, DEMO_OVERLAY)
    assert len(first.added) > 40
    assert not second
    assert before == {model: list(model.objects.order_by("pk").values()) for model in before}


def test_load_profile_leaves_a_trace_with_codes_only(load, system):
    load(CUMBRIA, DEMO_OVERLAY)
    event = AuditEvent.objects.get()
    assert (event.event, event.actor_id) == ("agencies.profile_loaded", str(system.pk))
    assert "team cerar" in event.details["added"]
    assert "01632" not in str(event.details)


def test_load_profile_by_a_person_is_refused(otto):
    entries, _ = read_profile(CUMBRIA)
    with pytest.raises(Refused):
        load_profile(by=otto, entries=entries)
    assert not Team.objects.exists()


def test_load_profile_takes_the_overlay_over_the_profile(load, profile, tmp_path):
    overlay = tmp_path / "local"
    overlay.mkdir()
    (overlay / "contact_points.toml").write_text(
        '[[contact_point]]\ncode = "desk"\nphone = "01632 960111"\n'
        '[[contact_point]]\ncode = "night-line"\nname = "Night line"\nphone = "01632 960112"\n'
    )
    (overlay / "agencies.toml").write_text(
        '[[agency]]\ncode = "hill-school"\nname = "Hill School"\nkind = "school"\n'
        'councils = ["cumberland"]\n'
    )
    load(profile, overlay)
    desk = ContactPoint.objects.get(code="desk")
    assert (desk.phone, desk.name) == ("01632 960111", "Police child exploitation unit")
    assert desk.hours["mon"] == "09:00-17:00"
    assert desk.missing == []
    assert ContactPoint.objects.filter(code="night-line").exists()
    assert Agency.objects.get(code="hill-school").councils.get().code == "cumberland"
    assert ContactPoint.objects.get(code="hub-cumberland").missing == ["phone"]


def test_load_profile_says_what_is_wrong_in_the_overlay(load, tmp_path):
    overlay = tmp_path / "local"
    overlay.mkdir()
    (overlay / "contact_points.toml").write_text('[[contact_point]]\ncode = "desk"\nphone = "?"\n')
    with pytest.raises(
        ProfileRefused, match=r"local/contact_points\.toml, contact_point desk: .*\?"
    ):
        load(CUMBRIA, overlay)
    with pytest.raises(ProfileRefused, match="There is no such folder"):
        load(CUMBRIA, tmp_path / "nowhere")


def test_load_profile_changes_what_is_told_differently(load, profile, write):
    load(profile)
    write(profile / "teams.toml", 'name = "CERAR"', 'name = "CERAR office"')
    write(profile / "agencies.toml", 'councils = ["cumberland", "westmorland-and-furness"]',
          'councils = ["cumberland"]')  # fmt: skip
    changes = load(profile)
    assert changes.changed == ["agency police", "team cerar"]
    assert Team.objects.get(code="cerar").name == "CERAR office"
    assert Agency.objects.get(code="police").councils.count() == 1


NEW_VALUE = (
    '\n[[standard]]\nkey = "invitation-days"\nvalue = 14\nfrom = 2027-01-04\nsource = "Board"\n'
)


def test_changing_a_standard_ends_the_old_row_and_keeps_it(load, profile):
    load(profile)
    with (profile / "standards.toml").open("a") as file:
        file.write(NEW_VALUE)
    assert load(profile).added == ["standard invitation-days from 2027-01-04"]
    old, new = LocalStandard.objects.filter(key="invitation-days").order_by("from_on")
    assert (old.value, old.until_on) == (7, date(2027, 1, 4))
    assert (new.value, new.until_on, new.source) == (14, None, "Board")
    assert not load(profile)


def test_changing_a_standard_in_place_is_refused(load, profile, write):
    load(profile)
    write(profile / "standards.toml", "value = 7\n", "value = 14\n")
    with pytest.raises(ProfileRefused, match="add one with the new value and a later “from”"):
        load(profile)
    assert LocalStandard.objects.get(key="invitation-days").value == 7


def test_changing_a_standard_before_it_began_is_refused(load, profile, write):
    load(profile)
    with (profile / "standards.toml").open("a") as file:
        file.write(NEW_VALUE.replace("2027-01-04", "2020-01-04"))
    with pytest.raises(ProfileRefused, match="It would start before 2021-09-01"):
        load(profile)


def test_removing_what_is_in_use_is_refused_in_words(load, profile, write, django_user_model):
    load(profile)
    team = Team.objects.get(code="metco")
    django_user_model.objects.create(
        email="m@example.test", name="M", roles=["police_metco"], agency=team.agency, team=team
    )
    text = (profile / "teams.toml").read_text()
    start = text.index('[[team]]\ncode = "metco"')
    (profile / "teams.toml").write_text(text[:start] + text[text.index("# Newsletter", start) :])
    with pytest.raises(ProfileRefused) as refused:
        load(profile)
    (problem,) = refused.value.problems
    assert problem.entry == "team metco"
    assert (
        problem.reason == "It is no longer listed, but is in use by 1 × user. Put it back for now."
    )
    assert Team.objects.filter(code="metco").exists()


def test_removing_a_council_that_an_agency_covers_is_refused(load, northmoor, school):
    with pytest.raises(ProfileRefused, match=r"council northmoor: .* in use by 1 × agency"):
        load(CUMBRIA)
    assert not Team.objects.exists()


def test_removing_what_nobody_uses_takes_it_away(load, profile, write):
    load(profile)
    text = (profile / "teams.toml").read_text()
    (profile / "teams.toml").write_text(text[: text.index("# Newsletter of November")])
    assert load(profile).removed == ["team child-centred-policing"]
    assert not Team.objects.filter(code="child-centred-policing").exists()


def test_agencies_that_the_profile_did_not_bring_stay(load):
    load(CUMBRIA)
    Agency.objects.create(code="hill-school", name="Hill School", kind="school")
    assert not load(CUMBRIA)
    assert Agency.objects.filter(code="hill-school").exists()


def test_strand_no_longer_listed_is_kept_but_not_current(load, profile):
    load(profile)
    text = (profile / "strands.toml").read_text()
    (profile / "strands.toml").write_text(text[: text.index('[[strand]]\ncode = "contextual"')])
    assert load(profile).removed == ["strand contextual"]
    assert not ExploitationStrand.objects.get(code="contextual").is_current
    (profile / "strands.toml").write_text(text)
    assert load(profile).changed == ["strand contextual"]
    assert ExploitationStrand.objects.get(code="contextual").is_current


def test_command_says_what_it_did_and_what_is_missing(db, capsys):
    call_command("load_profile", str(CUMBRIA))
    said = capsys.readouterr().out
    assert "Added: council cumberland" in said
    assert "Still missing: phone of Safeguarding Hub, Cumberland" in said
    call_command("load_profile", str(CUMBRIA))
    assert "Nothing was changed." in capsys.readouterr().out


def test_command_takes_the_overlay_from_the_environment(db, capsys, monkeypatch):
    monkeypatch.setenv("CAIRN_PROFILE_OVERLAY", str(DEMO_OVERLAY))
    call_command("load_profile", str(CUMBRIA))
    assert "Still missing" not in capsys.readouterr().out


def test_command_refuses_a_broken_profile_with_the_whole_list(db, profile, write):
    write(profile / "agencies.toml", 'kind = "police"', 'kind = "cops"')
    with pytest.raises(CommandError, match=r"(?s)Nothing was loaded.*agency police: 'cops' is not"):
        call_command("load_profile", str(profile))


def test_town_taken_out_stays_on_old_records_and_is_offered_no_more(load, profile, system):
    load(profile)
    text = (profile / "places.toml").read_text()
    start = text.index('[[town]]\ncode = "aspatria"')
    (profile / "places.toml").write_text(text[:start] + text[text.index("[[town]]", start + 1) :])
    assert "town aspatria" in load(profile).removed
    assert not Town.objects.get(code="aspatria").is_current
    assert "Aspatria" not in {one.name for one in towns(by=system)}


def test_town_that_no_profile_brought_is_left_alone(load, profile):
    load(profile)
    council = Council.objects.first()
    Town.objects.create(code="x", name="X", council=council, latitude=54.5, longitude=-3.0)
    load(profile)
    assert Town.objects.get(code="x").is_current
