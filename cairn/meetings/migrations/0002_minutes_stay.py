"""The trigger that keeps a meeting as it was once its minutes are sent."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION meetings_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'minutes that were sent stay as they are';
END $$;
CREATE TRIGGER meetings_minutes_stay BEFORE UPDATE OR DELETE ON meetings_meeting
    FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION meetings_refuse_change();
"""
BACKWARD = """
DROP TRIGGER meetings_minutes_stay ON meetings_meeting;
DROP FUNCTION meetings_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
