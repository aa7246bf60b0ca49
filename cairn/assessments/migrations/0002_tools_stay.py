"""The trigger that keeps each version of a tool as it was loaded."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION assessments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a tool is never changed: load a new version';
END $$;
CREATE TRIGGER assessments_tool_stays BEFORE UPDATE OR DELETE ON assessments_tool
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_refuse_change();
"""
BACKWARD = """
DROP TRIGGER assessments_tool_stays ON assessments_tool;
DROP FUNCTION assessments_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
