"""What information governance concluded of each request for emergency access, kept for ever."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION children_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was concluded of emergency access is kept as it was written';
END $$;
CREATE TRIGGER children_review_append_only BEFORE UPDATE OR DELETE ON children_emergencyreview
    FOR EACH STATEMENT EXECUTE FUNCTION children_refuse_change();
"""
BACKWARD = """
DROP TRIGGER children_review_append_only ON children_emergencyreview;
DROP FUNCTION children_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0002_keys_and_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="EmergencyReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("conclusion", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "access",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="children.emergencyaccess",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
