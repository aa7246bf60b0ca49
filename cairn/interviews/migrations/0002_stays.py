"""The triggers that keep what was recorded in an interview, and one that was signed off, as they are."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION interviews_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was recorded in an interview stays as it is';
END $$;
CREATE TRIGGER interviews_step_stays BEFORE UPDATE OR DELETE ON interviews_step
    FOR EACH ROW EXECUTE FUNCTION interviews_refuse_change();
CREATE TRIGGER interviews_share_stays BEFORE UPDATE OR DELETE ON interviews_share
    FOR EACH ROW EXECUTE FUNCTION interviews_refuse_change();
CREATE TRIGGER interviews_passed_stays BEFORE UPDATE OR DELETE ON interviews_passed
    FOR EACH ROW EXECUTE FUNCTION interviews_refuse_change();
CREATE TRIGGER interviews_signed_off_stays BEFORE UPDATE OR DELETE ON interviews_interview
    FOR EACH ROW WHEN (OLD.signed_off_at IS NOT NULL) EXECUTE FUNCTION interviews_refuse_change();
"""
BACKWARD = """
DROP TRIGGER interviews_signed_off_stays ON interviews_interview;
DROP TRIGGER interviews_passed_stays ON interviews_passed;
DROP TRIGGER interviews_share_stays ON interviews_share;
DROP TRIGGER interviews_step_stays ON interviews_step;
DROP FUNCTION interviews_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
