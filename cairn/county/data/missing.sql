-- Missing children and their interviews in a county of any size, written after cases.sql and by the same
-- rules. Each child that goes missing does so once in each of a few long stretches of time, so that no
-- two episodes meet; one more child has very many, a week apart; and a few are missing now.

--: missing episodes
CREATE TEMP TABLE told AS
    SELECT row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS models, answers, childs_words
    FROM interviews_interview WHERE held_at IS NOT NULL AND answers <> '{}';
CREATE TEMP TABLE gone AS
    SELECT n, %(child)s + nth_child AS child, area.council, is_open, from_at,
           CASE WHEN NOT is_open THEN from_at + make_interval(mins => 90 + pg_temp.pick(n, 42, 4000)) END AS until_at,
           (ARRAY['high', 'medium', 'medium', 'medium', 'low'])[1 + pg_temp.pick(n, 43, 5)] AS grade,
           %(user)s + %(users)s + 1 + 2 * mod((nth_child - 1) / 2, %(workers)s / 2)
               + mod(nth_child - 1, 2) AS worker,
           %(user)s + %(users)s + %(workers)s + 1 + 2 * mod((nth_child - 1) / 2, %(chairs)s / 2)
               + mod(nth_child - 1, 2) AS manager
    FROM (
        SELECT n, 1 + mod(n - 1, %(gone)s) AS nth_child, n <= %(still_gone)s AS is_open,
               CASE WHEN n <= %(still_gone)s
                    THEN %(now)s::timestamptz - make_interval(mins => 30 + pg_temp.pick(n, 41, 3000))
                    ELSE %(now)s::timestamptz - make_interval(
                        days => 4 + ((n - 1) / %(gone)s * %(stretch)s)::int, mins => pg_temp.pick(n, 41, (%(stretch)s - 8) * 1440))
               END AS from_at
        FROM generate_series(1::bigint, %(episodes)s) n
        UNION ALL
        SELECT %(episodes)s + n, %(gone)s + 1, false,
               %(now)s::timestamptz - make_interval(days => 4 + 7 * n::int, mins => pg_temp.pick(n, 41, 1440))
        FROM generate_series(1::bigint, %(often)s) n) e
    JOIN area ON area.half = mod(nth_child, 2);
-- Some came back in the last three days: their interviews are due.
UPDATE gone SET from_at = back - interval '5 hours', until_at = back
FROM (SELECT n AS of, %(now)s::timestamptz - make_interval(mins => 20 + pg_temp.pick(n, 44, 4700)) AS back
      FROM gone WHERE n > %(still_gone)s AND n <= 4 * %(still_gone)s) recent
WHERE of = n;
INSERT INTO missing_episode
    (id, reference, child_id, council_id, kind, grade, police_reference, from_at, until_at, ended,
     ended_because, opened_at, opened_by_id, version)
SELECT %(episode)s + n, pg_temp.reference('ME', %(episode)s + n), child, council,
       CASE WHEN pg_temp.pick(n, 45, 8) = 0 THEN 'away' ELSE 'missing' END, grade, 'log ' || n, from_at,
       until_at, CASE WHEN is_open THEN '' ELSE 'returned' END, '', from_at + interval '80 minutes',
       cerar.officer, 4
FROM gone, cerar;

--: reports of missing children
CREATE TEMP TABLE rung AS
    SELECT row_number() OVER (ORDER BY n, second) AS number, gone.*, second,
           from_at + make_interval(mins => 80 + 20 * second) AS received_at
    FROM gone, LATERAL generate_series(0, CASE WHEN mod(n, 4) = 0 THEN 1 ELSE 0 END) second;
INSERT INTO missing_report
    (id, reference, key, source, sender, message, council_id, received_at, received_by_id, kind, grade,
     police_reference, last_seen_at, reported_at, given_name, family_name, born_on, said, written, child_id, episode_id,
     asks, set_aside_because, acknowledged_at, acknowledged_by_id, does, version)
SELECT %(report)s + number, pg_temp.reference('MR', %(report)s + number), pg_temp.key('report', number),
       CASE second WHEN 0 THEN 'police_push' ELSE 'carer' END,
       CASE second WHEN 0 THEN 'Police control room' ELSE '' END,
       CASE second WHEN 0 THEN 'large ' || n ELSE '' END, rung.council, received_at, cerar.officer, 'missing',
       rung.grade, '', from_at, received_at - interval '4 minutes', c.given_name, c.family_name, c.born_on,
       '{"circumstances": "Not home at the time that was agreed.", "reported_by": "A parent"}', '{}', child,
       %(episode)s + n, '', '', received_at + interval '7 minutes', cerar.officer, 'I ring the family.', 2
FROM rung JOIN children_child c ON c.id = child, cerar;
INSERT INTO missing_call (report_id, step, person_id, asked_at, until_at, shown_at, standard)
SELECT %(report)s + number, 1, cerar.officer, received_at, received_at + interval '10 minutes',
       received_at + interval '2 minutes', 'To be taken on within 10 minutes'
FROM rung, cerar;
INSERT INTO missing_saying (episode_id, what, at, who, how, "where", why, said_at, said_by_id, key)
SELECT %(episode)s + n, what, at, '', '', CASE what WHEN 'found' THEN 'The place ' || mod(n, 40) ELSE '' END, '',
       greatest(at, from_at + interval '80 minutes'), cerar.officer, pg_temp.key(what, n)
FROM gone, cerar, LATERAL (VALUES
    ('last_seen', from_at), ('reported', from_at + interval '76 minutes'),
    ('found', until_at - interval '30 minutes'), ('returned', until_at)) AS s(what, at)
WHERE at IS NOT NULL AND (what <> 'found' OR mod(n, 2) = 0);

--: return home interviews
-- Of a hundred 97 are offered, and of those 75 accepted; most are held within 72 hours.
CREATE TEMP TABLE asked AS
    SELECT n, child, worker, manager, until_at, due_at, offered_at, answered_at, answer, planned_at,
           CASE WHEN planned_at < %(now)s THEN planned_at END AS held_at, written_at
    FROM (SELECT a.*, CASE WHEN answer = 'accepted'
                        THEN until_at + make_interval(mins => 700 + pg_temp.pick(n, 47, 5400)) END AS planned_at,
                 CASE WHEN until_at + interval '6 days' < %(now)s THEN until_at + interval '5 days' END AS written_at
          FROM (SELECT gone.*, until_at + interval '72 hours' AS due_at,
                       CASE WHEN part < 97 AND until_at + interval '8 hours' < %(now)s
                            THEN until_at + interval '8 hours' END AS offered_at,
                       CASE WHEN until_at + interval '10 hours' < %(now)s
                            THEN until_at + interval '10 hours' END AS answered_at,
                       CASE WHEN until_at + interval '10 hours' >= %(now)s THEN ''
                            WHEN part < 73 THEN 'accepted' WHEN part < 97 THEN 'declined'
                            ELSE 'not_possible' END AS answer
                FROM (SELECT gone.*, pg_temp.pick(n, 46, 100) AS part FROM gone WHERE until_at IS NOT NULL) gone
               ) a) a;
INSERT INTO interviews_interview
    (id, reference, child_id, due_at, opened_at, opened_by_id, offered_at, answer, answered_at, answered_by,
     carers_said, why_not, writers, interviewer_id, planned_at, planned_where, held_at, held_by_id, held_where, seen, present,
     relation, relation_because, answers, childs_words, versions, handed_in_at, handed_in_by_id,
     signed_off_at, signed_off_by_id, version)
SELECT %(interview)s + n, pg_temp.reference('RI', %(interview)s + n), child, due_at, until_at, one.desk,
       offered_at, answer, answered_at, CASE WHEN answer IN ('accepted', 'declined') THEN 'child' ELSE '' END,
       CASE answer WHEN 'declined' THEN 'Came in late, and slept.' ELSE '' END,
       CASE answer WHEN 'not_possible' THEN 'other' ELSE '' END, '{}',
       CASE WHEN offered_at IS NOT NULL THEN worker END, planned_at,
       CASE WHEN planned_at IS NULL THEN '' ELSE 'At home' END, held_at,
       CASE WHEN held_at IS NOT NULL THEN worker END, CASE WHEN held_at IS NULL THEN '' ELSE 'At home' END,
       CASE WHEN held_at IS NULL THEN '' ELSE 'alone' END, '',
       CASE WHEN held_at IS NULL THEN '' ELSE 'works_with' END, '',
       CASE WHEN held_at IS NULL THEN '{}' ELSE told.answers END,
       CASE WHEN held_at IS NULL THEN '' ELSE told.childs_words END, '{}', written_at,
       CASE WHEN written_at IS NOT NULL THEN worker END, written_at + interval '12 hours',
       CASE WHEN written_at IS NOT NULL THEN manager END, 6
FROM asked JOIN told ON told.number = mod(n, told.models), one;
INSERT INTO interviews_answered (interview_id, episode_id, put_at, put_by_id)
SELECT %(interview)s + n, %(episode)s + n, until_at, one.desk FROM asked, one;
INSERT INTO interviews_step (interview_id, what, at, how, whom, who, words, said_at, said_by_id, key)
SELECT %(interview)s + n, what, at, '', 'child', '', '', at, worker, pg_temp.key('step ' || what, n)
FROM asked, LATERAL (VALUES
    ('offered', offered_at), (nullif(answer, ''), answered_at), ('held', held_at),
    ('handed_in', written_at), ('signed_off', written_at + interval '12 hours')) AS s(what, at)
WHERE what IS NOT NULL AND at IS NOT NULL;
