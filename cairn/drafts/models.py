"""What we keep of a form that somebody has begun and not sent."""

from django.db import models

from cairn.accounts.models import User


class FormDraft(models.Model):
    """One form on one page, as one person typed it. Theirs alone, and only on that page."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    page = models.TextField()  # the path of the page on which the form stands
    form = models.TextField()  # the path to which it is sent, and #its name where several are
    typed = models.JSONField()  # field -> texts, the version and key it began from among them
    window = models.TextField(blank=True, default="")  # of the browser, in which it was typed
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page", "form"], name="drafts_one_for_each_form"
            ),
        ]
        indexes = [
            models.Index(fields=["kept_at"], name="drafts_by_time"),
            models.Index(fields=["person", "form"], name="drafts_of_a_form"),
        ]

    class Privacy:
        identifying = {"typed"}
        sensitive = {"page", "form"}  # the references of records
        ordinary = {"id", "person", "window", "kept_at"}
