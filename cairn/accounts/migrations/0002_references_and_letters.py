"""People, invitations and notices get references of their own; letters say where they stand."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import cairn.foundation.fields
from cairn.foundation.references import new_reference

PREFIXES = {"user": "PN", "invitation": "NV", "notice": "NT"}
LETTERS = [
    ("waiting", "waiting to be sent"),
    ("sent", "sent"),
    ("covered", "not sent: an e-mail a moment before says the same"),
    ("not_set_up", "not sent: this service has no e-mail set up"),
]


def give_references(apps, schema_editor):
    for name, prefix in PREFIXES.items():
        model = apps.get_model("accounts", name)
        for row in model.objects.filter(reference=None):
            model.objects.filter(pk=row.pk).update(reference=new_reference(prefix))


def add_references():
    for name in PREFIXES:
        yield migrations.AddField(name, "reference", models.TextField(null=True))
    yield migrations.RunPython(give_references, migrations.RunPython.noop)
    for name, prefix in PREFIXES.items():
        yield migrations.AlterField(
            name, "reference", cairn.foundation.fields.ReferenceField(prefix=prefix)
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RenameField("notice", "reference", "about"),
        *add_references(),
        migrations.AddField(
            "invitation", "letter", models.TextField(choices=LETTERS, default="waiting")
        ),
        migrations.AddField(
            "notice", "letter", models.TextField(choices=LETTERS, default="waiting")
        ),
        migrations.AddField("notice", "sent_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            "invitation",
            "accepted_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveIndex("notice", "accounts_unseen"),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["person", "-given_at", "-id"],
                condition=Q(seen_at=None),
                name="accounts_unseen",
            ),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(fields=["person", "-given_at", "-id"], name="accounts_notices_by_time"),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["person", "-sent_at"],
                condition=Q(sent_at__isnull=False),
                name="accounts_notices_sent",
            ),
        ),
        migrations.AddIndex(
            "invitation",
            models.Index(
                fields=["agency", "-invited_at", "-id"], name="accounts_invitations_by_time"
            ),
        ),
        migrations.AddIndex(
            "user", models.Index(fields=["agency", "name", "id"], name="accounts_people_by_name")
        ),
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="accounts_one_person_an_address",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.UniqueConstraint(
                "agency",
                django.db.models.functions.text.Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="accounts_one_open_invitation_an_address",
            ),
        ),
    ]
