"""The triggers that make the trail what it is: chained on insert, and closed to every change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_digest(
    chain text, number bigint, at timestamptz, actor_id text, event text,
    record_type text, record_id text, details jsonb, previous bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- A JSON array keeps the fields apart whatever they hold; the instant is exact to the microsecond.
    SELECT sha256(previous || convert_to(jsonb_build_array(
        chain, number, (extract(epoch FROM at) * 1000000)::bigint,
        actor_id, event, record_type, record_id, details)::text, 'UTF8'))
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last audit_chainhead;
BEGIN
    SELECT * INTO last FROM audit_chainhead WHERE chain = NEW.chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_chainhead (chain, length, head) VALUES (NEW.chain, 0, ''::bytea)
        ON CONFLICT DO NOTHING;
        SELECT * INTO last FROM audit_chainhead WHERE chain = NEW.chain FOR UPDATE;
    END IF;
    NEW.number := last.length + 1;
    NEW.previous := last.head;
    NEW.digest := audit_digest(NEW.chain, NEW.number, NEW.at, NEW.actor_id, NEW.event,
                               NEW.record_type, NEW.record_id, NEW.details, NEW.previous);
    UPDATE audit_chainhead SET length = NEW.number, head = NEW.digest WHERE chain = NEW.chain;
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;

CREATE TRIGGER audit_chained BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_chainhead SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0,
                                 autovacuum_vacuum_threshold = 2000);
"""
BACKWARD = """
DROP TRIGGER audit_not_emptied ON audit_auditevent;
DROP TRIGGER audit_append_only ON audit_auditevent;
DROP TRIGGER audit_chained ON audit_auditevent;
DROP FUNCTION audit_refuse_change();
DROP FUNCTION audit_chain();
DROP FUNCTION audit_digest(text, bigint, timestamptz, text, text, text, text, jsonb, bytea);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
