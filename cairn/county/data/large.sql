-- A county of any size, for measuring. Rows are numbered from the highest number in use, so that
-- those which belong together are found by arithmetic; even numbers of records keep each council
-- area's records to itself. Numbers in %(…)s are filled in by cairn/county/bulk.py, which runs each
-- step (a line that begins with "--:") in turn.

--: what helps with the rest
CREATE FUNCTION pg_temp.reference(prefix text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    -- Odd factors are one to one on 40 bits: references look random and never meet.
    SELECT prefix || '-' || substr(letters, 1, 4) || '-' || substr(letters, 5, 4)
    FROM (SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
                                   1 + (((number * 2654435761 + 777767777) >> (5 * place)) & 31)::int, 1),
                            '' ORDER BY place DESC) AS letters
          FROM generate_series(0, 7) AS place) AS digits
$$;
CREATE FUNCTION pg_temp.key(of_what text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT md5(of_what || number)::uuid
$$;
CREATE TEMP TABLE area AS
    SELECT row_number() OVER (ORDER BY c.code) - 1 AS half, c.id AS council, a.id AS agency
    FROM agencies_council c JOIN agencies_agency a ON a.code = c.code || '-childrens-services';
CREATE TEMP TABLE model AS
    SELECT row_number() OVER (ORDER BY s.id) - 1 AS number, s.content, s.strand_codes
    FROM submissions_submission s WHERE s.content->'child' IS NOT NULL;
CREATE TEMP TABLE said AS
    SELECT row_number() OVER (ORDER BY s.id) - 1 AS number, s.text, s.search_text, s.strand_codes
    FROM intelligence_strand s;
CREATE TEMP TABLE one AS
    SELECT (SELECT min(id) FROM accounts_user WHERE 'police_ce' = ANY (roles)) AS desk,
           (SELECT min(id) FROM accounts_user WHERE 'partner' = ANY (roles)) AS partner,
           (SELECT count(*) FROM model) AS models, (SELECT count(*) FROM said) AS claims;

--: people
INSERT INTO accounts_user (id, password, reference, email, name, job_title, roles, agency_id)
SELECT %(user)s + n, '!', pg_temp.reference('PN', %(user)s + n), 'lead' || n || '@county.example',
       'Lead practitioner ' || n, 'Social worker', ARRAY['lead_practitioner'], area.agency
FROM generate_series(1, %(users)s) n JOIN area ON area.half = mod(n, 2);

--: children
INSERT INTO children_child
    (id, reference, given_name, family_name, also_known_as, search_name, born_on, description, address,
     school, council_id, is_restricted, restricted_because, added_at, added_by_id, version, key)
SELECT %(child)s + n, pg_temp.reference('CH', %(child)s + n), given, family, '{}',
       lower(given || ' ' || family), %(now)s::date - 3700 - mod(n * 7, 2870)::int, '', '', '',
       area.council, false, '', %(now)s::timestamptz - interval '600 days', one.desk, 1,
       pg_temp.key('child', n)
FROM (SELECT n, (%(given)s::text[])[1 + mod(n, cardinality(%(given)s::text[]))] AS given,
             (%(family)s::text[])[1 + mod(n / 7, cardinality(%(family)s::text[]))] || ' '
                 || chr(65 + mod(n, 26)::int) AS family
      FROM generate_series(1::bigint, %(all_children)s) n) c
JOIN area ON area.half = mod(n, 2), one;

--: who works with the children
-- So many children in a row have the same lead practitioner; one in thirty has nobody yet.
INSERT INTO children_involvement (child_id, kind, agency_id, person_id, why, since_on)
SELECT %(child)s + n, 'lead_practitioner', area.agency,
       %(user)s + 1 + 2 * mod((n - 1) / 2 / %(a_person)s, %(users)s / 2) + mod(n - 1, 2),
       'Holds the child’s plan', %(now)s::date - 500
FROM generate_series(1::bigint, %(all_children)s) n JOIN area ON area.half = mod(n, 2)
WHERE mod(n, 31) <> 30;
INSERT INTO children_involvement (child_id, kind, agency_id, why, since_on)
SELECT %(child)s + n, 'social_worker', area.agency, 'Works with the child and the family',
       %(now)s::date - 480
FROM generate_series(1::bigint, %(all_children)s) n JOIN area ON area.half = mod(n, 2) WHERE mod(n, 3) = 0;

--: adults, places and things
INSERT INTO networks_adult
    (id, reference, council_id, search_text, notes, added_at, added_by_id, version, key, name,
     also_known_as, age_guess, description, address)
SELECT %(adult)s + n, pg_temp.reference('AD', %(adult)s + n), area.council, lower('adult ' || n), '',
       %(now)s::timestamptz - interval '500 days', one.desk, 1, pg_temp.key('adult', n),
       'Adult ' || n, '{}', 'about 30', '', ''
FROM generate_series(1::bigint, %(records)s) n JOIN area ON area.half = mod(n, 2), one;
INSERT INTO networks_place
    (id, reference, council_id, search_text, notes, added_at, added_by_id, version, key, name, kind,
     address, times)
SELECT %(place)s + n, pg_temp.reference('PL', %(place)s + n), area.council, lower('place ' || n), '',
       %(now)s::timestamptz - interval '500 days', one.desk, 1, pg_temp.key('place', n),
       'Place ' || n, 'takeaway', '', ''
FROM generate_series(1::bigint, %(records)s) n JOIN area ON area.half = mod(n, 2), one;
INSERT INTO networks_thing
    (id, reference, council_id, search_text, notes, added_at, added_by_id, version, key, kind, value,
     normal, description)
SELECT %(thing)s + n, pg_temp.reference('TH', %(thing)s + n), area.council, 'name' || n, '',
       %(now)s::timestamptz - interval '500 days', one.desk, 1, pg_temp.key('thing', n),
       'online', 'name' || n || ' (Loopish)', 'loopish:name' || n, ''
FROM generate_series(1::bigint, %(records)s) n JOIN area ON area.half = mod(n, 2), one;

--: submissions
-- Number 1 is the newest. The first %(open)s are open: some read, some waiting for an answer.
INSERT INTO submissions_submission
    (id, reference, key, code_digest, content, shape, council_id, strand_codes, rank, sent_at,
     sent_by_id, read_at, waiting_since, finished_at, outcome, told, version)
SELECT %(submission)s + n, pg_temp.reference('SB', %(submission)s + n), pg_temp.key('submission', n),
       sha256(n::text::bytea),
       jsonb_set(jsonb_set(model.content, '{gate,now}', to_jsonb(CASE WHEN rank = 0 THEN 'soon'
                     WHEN rank = 1 THEN 'crime' ELSE 'none' END)),
                 '{story,what}', to_jsonb((model.content->'story'->>'what') || ' It was noted as number '
                     || n || ' by adult ' || mod(n, %(records)s) || '.')),
       1, area.council, model.strand_codes, rank, sent_at, one.partner,
       CASE WHEN n > %(open)s OR mod(n, 5) < 2 THEN sent_at + interval '20 minutes' END,
       CASE WHEN n <= %(open)s AND mod(n, 5) = 0 THEN sent_at + interval '30 minutes' END,
       CASE WHEN n > %(open)s THEN sent_at + interval '90 minutes' END,
       CASE WHEN n <= %(open)s THEN '' WHEN mod(hashint8(n), 4) = 0 THEN 'no_action' ELSE 'processed' END,
       '', CASE WHEN n > %(open)s THEN 3 ELSE 1 END
FROM (SELECT n, %(now)s::timestamptz - interval '2 minutes' - n * %(apart)s::interval AS sent_at,
             CASE WHEN mod(n, 100) = 0 THEN 0 WHEN mod(n, 100) < 4 THEN 1 ELSE 2 END AS rank
      FROM generate_series(1::bigint, %(submissions)s) n) s
JOIN area ON area.half = mod(n, 2), one, model WHERE model.number = mod(n, one.models);

--: who sent them
INSERT INTO submissions_submitter
    (submission_id, name, job_title, agency_name, agency_id, email, phone)
SELECT %(submission)s + n, u.name, u.job_title, '', u.agency_id, u.email, ''
FROM generate_series(1::bigint, %(submissions)s) n, one JOIN accounts_user u ON u.id = one.partner;

--: whom and what they mention
INSERT INTO submissions_mention (submission_id, kind, position, label, normal)
SELECT %(submission)s + n, kind, 1, kind || ' ' || number, kind || ' ' || number
FROM generate_series(1::bigint, %(submissions)s) n,
     LATERAL (VALUES ('child', mod(n, %(children)s)), ('adult', mod(n, %(records)s)),
                     ('place', mod(n, %(records)s))) AS named(kind, number);

--: what the desk did
INSERT INTO triage_pickup (submission_id, person_id, from_at, until_at)
SELECT s.id, one.desk, s.sent_at + interval '20 minutes', s.finished_at
FROM submissions_submission s, one
WHERE s.id > %(submission)s AND (s.finished_at IS NOT NULL OR mod(s.id - %(submission)s, 10) = 1);
INSERT INTO triage_decision (submission_id, outcome, reason, destination, at, by_id, key)
SELECT s.id, s.outcome, CASE WHEN s.outcome = 'no_action' THEN 'Nothing new.' ELSE '' END, '',
       s.finished_at, one.desk, pg_temp.key('decision', s.id)
FROM submissions_submission s, one WHERE s.id > %(submission)s AND s.finished_at IS NOT NULL;

--: strands
INSERT INTO intelligence_strand
    (id, claim, text, happened_words, learned_on, strand_codes, source_grade, information_grade,
     handling, conditions, reference, search_text, council_id, made_at, made_by_id, changed_at, key,
     version)
SELECT %(strand)s + n, said.text, said.text || ' Noted as number ' || n || '.', '', s.sent_at::date,
       said.strand_codes, '1', 'B', 'P', '', pg_temp.reference('ST', %(strand)s + n),
       said.search_text || ' noted as number ' || n, s.council_id,
       s.finished_at, one.desk, s.finished_at, pg_temp.key('strand', n), 1
FROM (SELECT id - %(submission)s AS n, * FROM submissions_submission
      WHERE id > %(submission)s AND outcome = 'processed') s,
     one, said WHERE said.number = mod(s.n, one.claims);

--: whom the strands name
INSERT INTO intelligence_strand_children (strand_id, child_id)
SELECT id, %(child)s + 1 + mod(id - %(strand)s - 1, %(children)s)
FROM intelligence_strand WHERE id > %(strand)s;
INSERT INTO intelligence_strand_adults (strand_id, adult_id)
SELECT id, %(adult)s + 1 + mod(id - %(strand)s - 1, %(records)s)
FROM intelligence_strand WHERE id > %(strand)s AND mod(id, 3) > 0;
INSERT INTO intelligence_strand_places (strand_id, place_id)
SELECT id, %(place)s + 1 + mod(id - %(strand)s - 1, %(records)s)
FROM intelligence_strand WHERE id > %(strand)s AND mod(id, 3) = 0;

--: where the strands came from
INSERT INTO intelligence_source (strand_id, kind, submission_id, note, risk)
SELECT id, 'submitter', %(submission)s + id - %(strand)s, '', ''
FROM intelligence_strand WHERE id > %(strand)s;

--: the strands' first versions
INSERT INTO intelligence_strandversion
    (claim, text, happened_words, learned_on, strand_codes, source_grade, information_grade, handling,
     conditions, strand_id, number, links, at, by_id)
SELECT claim, text, happened_words, learned_on, strand_codes, source_grade, information_grade, handling,
       conditions, id, 1, '{}', made_at, made_by_id
FROM intelligence_strand WHERE id > %(strand)s;
