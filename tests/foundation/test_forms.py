"""Every kind of field is drawn with the component that fits it."""

import pytest
from django import forms
from django.urls import reverse

from cairn.foundation import clock
from cairn.foundation.forms import Form, SaidDateField

CHOICES = [("a", "A"), ("b", "B")]


class Everything(Form):
    words = forms.CharField()
    many = forms.CharField(widget=forms.Textarea)
    one_of = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    some_of = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    tick = forms.BooleanField(required=False)
    from_list = forms.ChoiceField(choices=CHOICES)
    secret = forms.CharField(widget=forms.PasswordInput)
    file = forms.FileField()
    key = forms.CharField(widget=forms.HiddenInput)
    day = SaidDateField(required=False)


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("words", "input"),
        ("many", "textarea"),
        ("one_of", "radios"),
        ("some_of", "checkboxes"),
        ("tick", "checkboxes"),
        ("from_list", "select"),
        ("secret", "password"),
        ("file", "file"),
        ("key", "hidden"),
        ("day", "input"),
    ],
)
def test_component_fits_the_field(name, component):
    assert Everything()[name].component == component


def test_params_keep_every_tick():
    form = Everything({"some_of": ["a", "b"]})
    assert [item["checked"] for item in form["some_of"].params["items"]] == [True, True]


def test_said_date_that_cannot_be_read_is_explained_and_kept():
    form = Everything({"day": "the 40th of nothing"})
    assert form["day"].errors[0].startswith("Enter")
    assert form["day"].params["value"] == "the 40th of nothing"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("3/8", "This means Monday 3 August 2026."),
        ("March 2026", "This means 1 March 2026 to 31 March 2026."),
        ("31/4/2026", "April 2026 has 30 days. Enter the date as day, month and year"),
        ("no day <b>at all</b>", "Enter the date as day, month and year, like 27 3 2026."),
        ("  ", ""),
    ],
)
def test_date_in_words_says_how_a_date_is_understood(client, priya, said, words):
    client.force_login(priya)
    with clock.at(clock.from_iso("2026-11-23T10:00")):
        answer = client.post(reverse("date_in_words"), {"said": said})
    assert answer.content.decode().startswith(words)
    assert bool(answer.content) == bool(words)
    assert answer["Content-Type"].startswith("text/plain")


def test_date_in_words_is_offered_beside_dates_and_needs_an_account(client, db):
    form = Everything()
    assert form["day"].params["attributes"] == {"data-date-in-words": reverse("date_in_words")}
    assert form["words"].params["attributes"] == {}
    assert client.post(reverse("date_in_words"), {"said": "3/8"}).status_code == 302
