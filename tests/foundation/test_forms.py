"""Every kind of field is drawn with the component that fits it."""

import pytest
from django import forms

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
