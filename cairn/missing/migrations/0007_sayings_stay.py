"""The trigger that keeps what was said of an episode as it was said."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION missing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said of a missing episode stays as it is';
END $$;
CREATE TRIGGER missing_saying_stays BEFORE UPDATE OR DELETE ON missing_saying
    FOR EACH ROW EXECUTE FUNCTION missing_refuse_change();
"""
BACKWARD = """
DROP TRIGGER missing_saying_stays ON missing_saying;
DROP FUNCTION missing_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("missing", "0006_number")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
