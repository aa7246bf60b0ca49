"""What a build has written, in a form in which two builds can be compared."""

from django.apps import apps
from django.db import models

from cairn.foundation.fields import ReferenceField

CHAPTERS = (
    "audit", "agencies", "accounts", "documents", "children", "networks", "submissions", "triage",
    "intelligence", "meetings", "plans", "missing", "planner", "assessments", "pathways", "chronology",
)  # fmt: skip
# They hold references, row numbers and secrets, which are new each time.
DIFFERS = {
    "password",
    "key",
    "about",
    "record_id",
    "actor_id",
    "details",
    "page",
    "links",
    "number",
    "event_id",
    "minutes",  # name tasks by reference
}
NOT_CONTENT = (ReferenceField, models.UUIDField, models.BinaryField, models.AutoField)


def content(*besides):
    """Everything that was written, without what identifies rows, and without fields `besides`."""
    dump = {}
    for model in apps.get_models():
        if model._meta.app_label in CHAPTERS:
            names = [
                one.name
                for one in model._meta.fields
                if not isinstance(one, NOT_CONTENT)
                and not one.is_relation
                and one.name not in DIFFERS | set(besides)
            ]
            # A row of nothing but links counts as one row.
            rows = (
                model.objects.order_by("pk").values_list(*names) if names else model.objects.all()
            )
            dump[model._meta.label] = list(rows) if names else rows.count()
    return dump
