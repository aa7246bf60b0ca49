"""The trigger that keeps every version of a plan as it was saved."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION plans_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a plan stays as it was saved';
END $$;
CREATE TRIGGER plans_versions_stay BEFORE UPDATE OR DELETE ON plans_planversion
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_rewriting();
"""
BACKWARD = """
DROP TRIGGER plans_versions_stay ON plans_planversion;
DROP FUNCTION plans_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
