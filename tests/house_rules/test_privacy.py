"""Every field is classed, and nothing identifying reaches a log, an address or the trail."""

import ast
import json
import logging

import pytest
from django.apps import apps

from cairn.foundation.fields import ReferenceField
from tests.house_rules.house import CHAPTERS, product_files, say, tree

MODELS = [
    model
    for model in apps.get_models(include_auto_created=False)
    if model._meta.app_label in CHAPTERS
]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_field_is_classed_once(model):
    privacy = model.Privacy
    classes = [set(privacy.identifying), set(privacy.sensitive), set(privacy.ordinary)]
    fields = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}
    assert set().union(*classes) == fields
    assert sum(len(one) for one in classes) == len(fields), "a field is classed twice"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_no_record_calls_itself_by_a_name(model):
    # str() ends up in logs and error reports. Users are shown by name, and only on pages.
    if not any(isinstance(field, ReferenceField) for field in model._meta.fields):
        return
    row = model(reference="XX-0000-0000")
    assert str(row) == "XX-0000-0000"


def _records(called):
    return called == "record" or called.endswith("trail.record")


def test_audit_details_hold_ids_and_codes():
    """The words of a call to record() name what goes into the trail: nothing identifying may."""
    names = {
        "name",
        "given_name",
        "family_name",
        "text",
        "story",
        "address",
        "email",
        "phone",
        "reason",
    }
    wrong = []
    for path in product_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _records(ast.unparse(node.func)):
                wrong += [say(path, node.lineno) for word in node.keywords if word.arg in names]
    assert wrong == []


@pytest.mark.django_db
def test_request_log_holds_no_address_and_no_name(client, jade, caplog):
    caplog.set_level(logging.INFO)
    client.get(f"/nowhere/{jade.reference}?q=Jade")
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("cairn")]
    assert lines, "the request left no line"
    assert jade.reference not in json.dumps(lines)
    assert "Jade" not in json.dumps(lines)
