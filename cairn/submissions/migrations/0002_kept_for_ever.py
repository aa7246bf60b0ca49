"""The triggers that keep what was sent, and what was said about it, as it was."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION submissions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was sent is kept as it was sent';
END $$;

-- What becomes of a submission is written beside it; what was sent is not touched.
CREATE TRIGGER submissions_kept_as_sent BEFORE UPDATE ON submissions_submission
    FOR EACH ROW WHEN (
        (OLD.content, OLD.key, OLD.shape, OLD.reference, OLD.code_digest, OLD.sent_at,
         OLD.sent_by_id, OLD.rank)
        IS DISTINCT FROM
        (NEW.content, NEW.key, NEW.shape, NEW.reference, NEW.code_digest, NEW.sent_at,
         NEW.sent_by_id, NEW.rank)
    )
    EXECUTE FUNCTION submissions_refuse_change();
CREATE TRIGGER submissions_not_deleted BEFORE DELETE ON submissions_submission
    FOR EACH STATEMENT EXECUTE FUNCTION submissions_refuse_change();
CREATE TRIGGER submissions_not_emptied BEFORE TRUNCATE ON submissions_submission
    FOR EACH STATEMENT EXECUTE FUNCTION submissions_refuse_change();

CREATE TRIGGER submissions_messages_append_only BEFORE UPDATE OR DELETE ON submissions_message
    FOR EACH STATEMENT EXECUTE FUNCTION submissions_refuse_change();
CREATE TRIGGER submissions_messages_not_emptied BEFORE TRUNCATE ON submissions_message
    FOR EACH STATEMENT EXECUTE FUNCTION submissions_refuse_change();
"""
BACKWARD = """
DROP TRIGGER submissions_messages_not_emptied ON submissions_message;
DROP TRIGGER submissions_messages_append_only ON submissions_message;
DROP TRIGGER submissions_not_emptied ON submissions_submission;
DROP TRIGGER submissions_not_deleted ON submissions_submission;
DROP TRIGGER submissions_kept_as_sent ON submissions_submission;
DROP FUNCTION submissions_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
