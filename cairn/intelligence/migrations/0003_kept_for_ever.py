"""The triggers that keep strands for ever, and each of their versions as it was."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION intelligence_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a strand and its versions are kept for ever';
END $$;
CREATE TRIGGER intelligence_version_append_only
    BEFORE UPDATE OR DELETE ON intelligence_strandversion
    FOR EACH STATEMENT EXECUTE FUNCTION intelligence_refuse_change();
CREATE TRIGGER intelligence_strand_kept BEFORE DELETE ON intelligence_strand
    FOR EACH STATEMENT EXECUTE FUNCTION intelligence_refuse_change();
"""
BACKWARD = """
DROP TRIGGER intelligence_strand_kept ON intelligence_strand;
DROP TRIGGER intelligence_version_append_only ON intelligence_strandversion;
DROP FUNCTION intelligence_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0002_versions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
