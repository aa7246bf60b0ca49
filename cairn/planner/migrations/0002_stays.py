"""The triggers that keep usual weeks and towns as they were said: another one is said instead."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION planner_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said of hours and towns stays as it is';
END $$;
CREATE TRIGGER planner_week_stays BEFORE UPDATE OR DELETE ON planner_week
    FOR EACH ROW EXECUTE FUNCTION planner_refuse_change();
CREATE TRIGGER planner_hours_stay BEFORE UPDATE OR DELETE ON planner_hours
    FOR EACH ROW EXECUTE FUNCTION planner_refuse_change();
CREATE TRIGGER planner_whereabouts_stay BEFORE UPDATE OR DELETE ON planner_whereabouts
    FOR EACH ROW EXECUTE FUNCTION planner_refuse_change();
"""
BACKWARD = """
DROP TRIGGER planner_whereabouts_stay ON planner_whereabouts;
DROP TRIGGER planner_hours_stay ON planner_hours;
DROP TRIGGER planner_week_stays ON planner_week;
DROP FUNCTION planner_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("planner", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
