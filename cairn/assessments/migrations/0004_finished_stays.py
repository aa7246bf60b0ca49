"""The triggers that keep finished and discarded assessments as they are, and all of them for ever."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION assessments_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an assessment that was finished or discarded is never changed, and none is removed';
END $$;
CREATE TRIGGER assessments_finished_stays BEFORE UPDATE ON assessments_assessment FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL OR OLD.discarded_at IS NOT NULL)
    EXECUTE FUNCTION assessments_refuse_rewriting();
CREATE TRIGGER assessments_kept BEFORE DELETE ON assessments_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_refuse_rewriting();
"""
BACKWARD = """
DROP TRIGGER assessments_kept ON assessments_assessment;
DROP TRIGGER assessments_finished_stays ON assessments_assessment;
DROP FUNCTION assessments_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_assessments")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
