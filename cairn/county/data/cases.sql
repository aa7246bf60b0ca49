-- CERAR in a county of any size, written after large.sql and by the same rules. Pathway n is that of
-- child n as long as it is open; of those that ended, every tenth child has an open one again. What
-- differs from case to case comes from pick(), so that the same number always has the same story.

--: what helps with CERAR
CREATE FUNCTION pg_temp.pick(number bigint, salt bigint, below int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT ((hashint8extended(number, salt) & 2147483647) %% below)::int
$$;
CREATE TEMP TABLE cerar AS
    SELECT (SELECT min(id) FROM accounts_user WHERE 'cerar_manager' = ANY (roles)) AS manager,
           (SELECT min(u.id) FROM accounts_user u JOIN agencies_agency a ON a.id = u.agency_id
            WHERE a.code = 'police' AND 'police_metco' = ANY (u.roles)) AS officer,
           (SELECT agency_id FROM accounts_user WHERE id =
               (SELECT min(id) FROM accounts_user WHERE 'cerar_manager' = ANY (roles))) AS partnership,
           (SELECT id FROM agencies_agency WHERE code = 'police') AS police;
-- Words and answers are those of the small county.
CREATE TEMP TABLE assessed AS
    SELECT row_number() OVER (ORDER BY a.id) - 1 AS number, count(*) OVER () AS models, a.tool_id,
           a.answers, a.context, a.child_view, a.carer_view, a.analysis, a.outcome, a.versions, a.version,
           a.outcome->'prompt'->>'level' AS prompted
    FROM assessments_assessment a JOIN assessments_tool t ON t.id = a.tool_id
    WHERE a.finished_at IS NOT NULL AND t.code = 'cerar-risk';
CREATE TEMP TABLE planned AS
    SELECT row_number() OVER (ORDER BY v.id) - 1 AS number, count(*) OVER () AS models, v.content
    FROM plans_planversion v JOIN plans_plan p ON p.id = v.plan_id WHERE p.kind = 'safety';
CREATE TEMP TABLE minuted AS
    SELECT kind, minutes FROM (
        SELECT kind, minutes, row_number() OVER (PARTITION BY kind ORDER BY id) AS place
        FROM meetings_meeting WHERE minutes IS NOT NULL) m WHERE place = 1;
CREATE TEMP TABLE noted AS
    SELECT row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS models, kind, turn, what,
           detail, known_from
    FROM chronology_entry;

--: more people
INSERT INTO accounts_user (id, password, reference, email, name, job_title, roles, agency_id)
SELECT %(user)s + n, '!', pg_temp.reference('PN', %(user)s + n), kind || n || '@county.example',
       title || ' ' || n, title, ARRAY[kind], CASE kind WHEN 'police_officer' THEN cerar.police ELSE area.agency END
FROM (VALUES ('intervention_worker', 'Intervention worker', %(users)s, %(workers)s),
             ('team_manager', 'Team manager', %(users)s + %(workers)s, %(chairs)s),
             ('police_officer', 'Constable', %(users)s + %(workers)s + %(chairs)s, %(chairs)s)
     ) AS wanted(kind, title, before, number),
     LATERAL generate_series(before + 1, before + number) n JOIN area ON area.half = mod(n, 2), cerar;

--: pathways
CREATE TEMP TABLE path AS
    SELECT p.*, %(pathway)s + n AS id, %(child)s + nth_child AS child, area.council, area.agency,
           %(user)s + 1 + 2 * mod((nth_child - 1) / 2 / %(a_person)s, %(users)s / 2)
               + mod(nth_child - 1, 2) AS lead,
           %(user)s + %(users)s + 1 + 2 * mod((n - 1) / 2, %(workers)s / 2) + mod(n - 1, 2) AS worker,
           %(user)s + %(users)s + %(workers)s + 1 + 2 * mod((n - 1) / 2, %(chairs)s / 2)
               + mod(n - 1, 2) AS chair
    FROM (
        SELECT n, CASE WHEN n > %(cases)s AND mod(n, 10) = 0 THEN n - %(cases)s ELSE n END AS nth_child,
               n > %(cases)s AS is_ended,
               n > %(cases)s OR pg_temp.pick(n, 1, 25) > 0 AS is_met,  -- the others wait for Level 1
               %(now)s::timestamptz - make_interval(mins => pg_temp.pick(n, 2, 600), days => CASE
                   WHEN n > %(cases)s AND mod(n, 10) = 0 THEN 1300 + pg_temp.pick(n, 3, 500)
                   WHEN n > %(cases)s THEN 400 + pg_temp.pick(n, 3, 900)
                   WHEN pg_temp.pick(n, 1, 25) = 0 THEN 1 + pg_temp.pick(n, 3, 24)
                   ELSE 40 + pg_temp.pick(n, 3, 860) END) AS opened_at
        FROM generate_series(1::bigint, %(cases)s + %(ended)s) n) p
    JOIN area ON area.half = mod(n, 2);
-- When the Level 1 meeting was held, the level it came to, and when it was last set or reviewed.
CREATE TEMP TABLE course AS
    SELECT p.*, CASE WHEN later < held_at + interval '14 days' THEN held_at ELSE later END AS last_at
    FROM (
        SELECT path.*, l.level, opened_at + make_interval(days => 5 + pg_temp.pick(n, 4, 12)) AS held_at,
               CASE WHEN is_ended THEN opened_at + make_interval(days => 90 + pg_temp.pick(n, 5, 290))
                    -- About one in five is overdue.
                    ELSE %(now)s::timestamptz - make_interval(days => pg_temp.pick(n, 5, 9 * l.weeks))
               END AS later
        FROM path JOIN (VALUES ('high', 4), ('medium', 6), ('low', 12)) AS l(level, weeks)
            ON l.level = CASE WHEN pg_temp.pick(n, 6, 100) < 20 THEN 'high'
                              WHEN pg_temp.pick(n, 6, 100) < 55 THEN 'medium' ELSE 'low' END
        WHERE is_met) p;
INSERT INTO pathways_pathway (id, reference, child_id, council_id, opened_at, opened_by_id, closed_at, version)
SELECT path.id, pg_temp.reference('PW', path.id), path.child, path.council, path.opened_at, cerar.manager,
       CASE WHEN path.is_ended THEN course.last_at + interval '9 days' END, 1
FROM path LEFT JOIN course USING (n), cerar;

--: who works in the pathways
INSERT INTO children_involvement (child_id, kind, agency_id, person_id, why, since_on, until_on)
SELECT child, 'intervention_worker', agency, worker, 'Works with the child directly', held_at::date,
       CASE WHEN is_ended THEN last_at::date END
FROM course WHERE pg_temp.pick(n, 10, 100) < CASE level WHEN 'low' THEN 40 ELSE 80 END;
INSERT INTO pathways_workerneed (pathway_id, is_needed, reason, at, by_id)
SELECT id, mod(n, 4) = 0, 'What the lead practitioner and the family said.', last_at, lead
FROM course WHERE level = 'low' AND mod(n, 2) = 0;

--: contacts and their screening
CREATE TEMP TABLE heard AS
    SELECT row_number() OVER () AS number, * FROM (
        SELECT child, opened_at + make_interval(days => 45 * c, hours => -20) AS at,
               CASE c WHEN 0 THEN 'level_1' ELSE 'existing' END AS outcome, id AS pathway
        FROM path, LATERAL generate_series(0, pg_temp.pick(n, 11, 3)) c
        WHERE c = 0 OR opened_at + make_interval(days => 45 * c) < %(now)s
        UNION ALL
        SELECT %(child)s + 1 + mod(n * 7, %(all_children)s),
               %(now)s::timestamptz - make_interval(days => 3 + pg_temp.pick(n, 12, 900)),
               (ARRAY['social_care', 'early_help', 'nothing'])[1 + mod(n, 3)], NULL
        FROM generate_series(1::bigint, %(ended)s) n
        UNION ALL
        SELECT %(child)s + 1 + mod(n * 13, %(all_children)s),
               %(now)s::timestamptz - make_interval(hours => 1 + pg_temp.pick(n, 13, 70)), NULL, NULL
        FROM generate_series(1::bigint, %(to_screen)s) n) c;
INSERT INTO pathways_contact (id, reference, key, child_id, source, who, said, received_at, received_by_id)
SELECT %(contact)s + number, pg_temp.reference('CN', %(contact)s + number), pg_temp.key('contact', number),
       child, (ARRAY['hub', 'missing', 'partner', 'hub'])[1 + mod(number, 4)], '',
       'There is concern that the child is exploited. It was noted as number ' || number || '.', at, one.desk
FROM heard, one;
INSERT INTO pathways_screening (contact_id, outcome, reason, pathway_id, at, by_id)
SELECT %(contact)s + number, outcome, 'What was known of the child was read together.', pathway,
       at + interval '20 hours', cerar.manager
FROM heard, cerar WHERE outcome IS NOT NULL;

--: assessments
INSERT INTO assessments_assessment
    (id, reference, child_id, tool_id, answers, learning_disability, child_aware, carer_aware, context,
     child_view, no_view_because, carer_view, analysis, outcome, started_at, started_by_id, changed_at,
     changed_by_id, finished_at, finished_by_id, discarded_because, version, versions, key)
SELECT %(assessment)s + 2 * n + again, pg_temp.reference('AS', %(assessment)s + 2 * n + again), child,
       tool_id, answers, 'no', 'yes', 'yes', context, child_view, '', carer_view, analysis,
       CASE WHEN is_finished THEN outcome END, at - interval '3 hours', lead, at, lead,
       CASE WHEN is_finished THEN at END, CASE WHEN is_finished THEN lead END, '', version, versions,
       pg_temp.key('assessment', 2 * n + again)
FROM (SELECT course.*, again, again = 0 AS is_finished,
             CASE again WHEN 0 THEN held_at - interval '2 days'
                  ELSE %(now)s::timestamptz - make_interval(days => pg_temp.pick(n, 14, 30)) END AS at
      FROM course, LATERAL generate_series(0, 1) again
      WHERE again = 0 AND mod(n, 4) < 3 OR again = 1 AND NOT is_ended AND mod(n, 8) = 1) a
JOIN assessed ON assessed.number = mod(n, assessed.models);

--: meetings
CREATE TEMP TABLE met AS
    SELECT %(meeting)s + row_number() OVER () AS id, m.*,
           starts_at < %(now)s::timestamptz - interval '2 hours' AS is_held,
           starts_at < %(now)s::timestamptz - interval '4 days' AS is_sent
    FROM (
        SELECT 'level-1' AS kind, n, child, council, agency, lead, worker,
               CASE WHEN n <= 60 OR mod(n, 40) = 0 THEN cerar.manager ELSE chair END AS chair, held_at AS starts_at
        FROM course, cerar
        UNION ALL  -- a review was held, or is to be held
        SELECT 'review', n, child, council, agency, lead, worker,
               CASE WHEN n <= 60 THEN cerar.manager ELSE chair END, last_at
        FROM course, cerar WHERE last_at > held_at AND mod(n, 3) > 0
        UNION ALL
        SELECT 'review', n, child, council, agency, lead, worker, chair,
               %(now)s::timestamptz + make_interval(days => 1 + pg_temp.pick(n, 15, 25))
        FROM course WHERE NOT is_ended AND mod(n, 5) = 0
        UNION ALL  -- Level 1 is to be held; the manager chairs so many as one person can
        SELECT 'level-1', n, child, council, agency, lead, worker,
               CASE WHEN n <= 500 THEN cerar.manager ELSE chair END,
               %(now)s::timestamptz + make_interval(days => 1 + pg_temp.pick(n, 15, 12))
        FROM path, cerar WHERE NOT is_met AND mod(n, 4) > 0
        UNION ALL
        SELECT 'police-monthly', NULL, NULL, council, agency, cerar.officer, cerar.manager, one.desk,
               %(now)s::timestamptz - make_interval(days => 30 * month - 5)
        FROM area, cerar, one, generate_series(0, 24) month) m;
INSERT INTO meetings_meeting
    (id, reference, kind, child_id, council_id, starts_at, "where", chair_id, arranged_at, arranged_by_id,
     started_at, ended_at, inquorate_because, changed_because, chair_because, minutes, sent_at, sent_by_id,
     version, key)
SELECT id, pg_temp.reference('MT', id), met.kind, child, council, starts_at, 'The council’s office',
       chair, starts_at - interval '4 days', cerar.manager, CASE WHEN is_held THEN starts_at END,
       CASE WHEN is_held THEN starts_at + interval '1 hour' END, '', '', '',
       CASE WHEN is_sent THEN coalesce(minutes, (SELECT min(minutes::text)::jsonb FROM minuted)) END,
       CASE WHEN is_sent THEN starts_at + interval '70 minutes' END, CASE WHEN is_sent THEN chair END, 1,
       pg_temp.key('meeting', id)
FROM met LEFT JOIN minuted USING (kind), cerar;

--: who was asked to the meetings
INSERT INTO meetings_invitation
    (reference, meeting_id, part, person_id, agency_id, guest, answer, answered_at, said, attendance, view,
     version)
SELECT pg_temp.reference('NM', met.id * 8 + place), met.id, part, person, u.agency_id,
       CASE part WHEN 'professional' THEN '' ELSE 'The ' || part END, answer,
       CASE WHEN answer <> '' THEN starts_at - interval '1 day' END, '',
       CASE WHEN NOT is_held THEN '' WHEN answer = 'apologies' THEN 'apologies' ELSE 'present' END,
       CASE WHEN part <> 'professional' AND is_held THEN 'I want to be asked before things are decided.' ELSE '' END, 1
FROM met, LATERAL (VALUES (1, 'professional', chair), (2, 'professional', lead), (3, 'professional', worker),
                          (4, 'professional', %(user)s + %(users)s + %(workers)s + %(chairs)s + 1
                               + mod(met.id, %(chairs)s)),
                          (5, 'child', NULL), (6, 'family', NULL)) AS asked(place, part, person)
LEFT JOIN accounts_user u ON u.id = person,
     LATERAL (SELECT CASE WHEN person IS NULL THEN '' WHEN pg_temp.pick(met.id, place, 12) = 0 THEN 'apologies'
                          WHEN is_held OR pg_temp.pick(met.id, place, 2) = 0 THEN 'accepted' ELSE '' END
              AS answer) said
WHERE child IS NOT NULL OR part = 'professional';

--: what the meetings were about
INSERT INTO meetings_agendaitem (id, reference, meeting_id, position, title, child_id, key)
SELECT %(item)s + 3 * (id - %(meeting)s) + place, pg_temp.reference('AG', %(item)s + 3 * (id - %(meeting)s) + place),
       id, place, title, child, pg_temp.key('item', 3 * (id - %(meeting)s) + place)
FROM met, (VALUES (1, 'What each agency knows'), (2, 'Level of risk'), (3, 'Who does what by when'))
          AS items(place, title);
INSERT INTO meetings_decision (reference, item_id, text, at, by_id, version, key)
SELECT pg_temp.reference('DC', id), %(item)s + 3 * (id - %(meeting)s) + 2, 'The level was agreed.',
       starts_at + interval '40 minutes', chair, 1, pg_temp.key('decided', id)
FROM met WHERE is_held;
INSERT INTO meetings_statement (reference, item_id, agency_id, text, at, by_id, version)
SELECT pg_temp.reference('SY', id), %(item)s + 3 * (id - %(meeting)s) + 1, agency,
       'The child is at school on most days.', starts_at + interval '20 minutes', chair, 1
FROM met WHERE is_held;
INSERT INTO meetings_task
    (reference, item_id, what, agency_id, owner_id, due_on, given_at, given_by_id, done_at, done_by_id,
     outcome, times_chased, version, key)
SELECT pg_temp.reference('TK', 4 * t.id + place), %(item)s + 3 * (t.id - %(meeting)s) + 3,
       'Speak with the family about number ' || t.id, u.agency_id, owner, due_on, starts_at, chair,
       CASE WHEN is_done THEN due_on::timestamptz END, CASE WHEN is_done THEN owner END,
       CASE WHEN is_done THEN 'It was done.' ELSE '' END, 0, 1, pg_temp.key('task', 4 * t.id + place)
FROM (SELECT *, due_on < %(now)s::date - 25 OR pg_temp.pick(id, place, 3) = 0 AND due_on < %(now)s::date AS is_done
      FROM (SELECT met.*, place, owner, starts_at::date + 7 + pg_temp.pick(met.id, 16 + place, 20) AS due_on
            FROM met, LATERAL (VALUES (1, lead), (2, worker), (3, chair)) AS owned(place, owner)
            WHERE is_held AND (place < 3 OR mod(n, 4) = 0)) m) t
JOIN accounts_user u ON u.id = owner;

--: levels and reviews
INSERT INTO pathways_levelset
    (pathway_id, level, reason, assessment_id, prompted, why_differs, meeting_id, at, by_id)
SELECT l.id, l.level, 'What the meeting weighed up.', CASE WHEN asked THEN %(assessment)s + 2 * l.n END,
       CASE WHEN asked THEN prompted ELSE '' END,
       CASE WHEN asked AND prompted <> l.level THEN 'What the child said since weighs more.' ELSE '' END,
       met.id, at, l.chair
FROM (SELECT course.id, n, chair, nth = 0 AND mod(n, 4) < 3 AS asked, CASE WHEN nth = 0 THEN held_at END AS met_at,
             -- The last is the level of today; those before it went up and down.
             CASE WHEN nth = times THEN level
                  ELSE (ARRAY['high', 'medium', 'low'])[1 + pg_temp.pick(n, 20 + nth, 3)] END AS level,
             held_at + (last_at - held_at) * nth / (times + 1) AS at
      FROM course, LATERAL (SELECT CASE WHEN last_at > held_at THEN pg_temp.pick(n, 17, 5) ELSE 0 END) AS t(times),
           LATERAL generate_series(0, times) nth) l
JOIN assessed ON assessed.number = mod(l.n, assessed.models)
LEFT JOIN met ON met.kind = 'level-1' AND met.n = l.n AND met.starts_at = met_at;
INSERT INTO pathways_review (pathway_id, note, childs_view, at, by_id)
SELECT id, 'The plan was gone through.', 'Things are a bit quieter.',
       held_at + (last_at - held_at) * nth / times, chair
FROM course, LATERAL (SELECT 1 + pg_temp.pick(n, 18, 8)) AS t(times), LATERAL generate_series(1, times) nth
WHERE last_at > held_at;

--: moves and ends
INSERT INTO pathways_transfer
    (pathway_id, from_council_id, to_council_id, to_elsewhere, why, offered_at, offered_by_id, answer,
     answer_reason, answered_at, answered_by_id)
SELECT id, course.council, area.council, '', 'The family moves house.', at, chair, answer,
       CASE answer WHEN '' THEN '' ELSE 'The family has not moved yet.' END,
       CASE answer WHEN '' THEN NULL ELSE at + interval '1 day' END,
       CASE answer WHEN '' THEN NULL ELSE cerar.manager END
FROM course JOIN area ON area.half = 1 - mod(n, 2), cerar,
     LATERAL (SELECT CASE mod(n, 100) WHEN 7 THEN '' ELSE 'rejected' END,
                     greatest(held_at + interval '1 day', %(now)s::timestamptz - interval '5 days')) AS a(answer, at)
WHERE NOT is_ended AND mod(n, 100) IN (7, 8);
INSERT INTO pathways_ending
    (pathway_id, why, childs_voice, plans_outcome, what_remains, at, by_id, reopened_because, reopened_at,
     reopened_by_id)
SELECT id, 'safer', 'I know whom to call.', 'The plan was kept to.', 'The school stays in touch.',
       CASE WHEN is_ended THEN last_at + interval '9 days' ELSE held_at + interval '5 days' END, chair,
       CASE WHEN is_ended THEN '' ELSE 'It began again.' END,
       CASE WHEN is_ended THEN NULL ELSE held_at + interval '12 days' END,
       CASE WHEN is_ended THEN NULL ELSE chair END
FROM course WHERE is_ended OR mod(n, 50) = 3 AND last_at > held_at;

--: plans
INSERT INTO plans_plan (id, reference, child_id, kind, version)
SELECT %(plan)s + 2 * n + which, pg_temp.reference('PL', %(plan)s + 2 * n + which), child,
       CASE which WHEN 0 THEN 'safety' ELSE 'transition' END,
       CASE which WHEN 0 THEN 1 + pg_temp.pick(n, 19, 4) ELSE 1 END
FROM course JOIN children_child c ON c.id = child, LATERAL generate_series(0, 1) which
WHERE NOT is_ended AND CASE which WHEN 0 THEN mod(n, 10) > 0
                            ELSE c.born_on < %(now)s::date - 6210 AND mod(n, 3) > 0 END;
INSERT INTO plans_planversion (plan_id, number, content, why, at, by_id, key)
SELECT plan.id, nth, CASE plan.kind WHEN 'safety' THEN planned.content
           ELSE jsonb_build_object('service', 'Adult social care', 'service_answer', 'agreed') END,
       CASE nth WHEN 1 THEN '' ELSE 'The child changed it.' END,
       held_at + (last_at - held_at) * (nth - 1) / plan.version, lead, pg_temp.key('plan', 8 * plan.id + nth)
FROM plans_plan plan JOIN course ON course.child = plan.child_id AND NOT is_ended
JOIN planned ON planned.number = mod(n, planned.models), LATERAL generate_series(1, plan.version) nth
WHERE plan.id > %(plan)s;

--: lines of time
-- A few children have a long story.
INSERT INTO chronology_entry
    (reference, key, child_id, kind, turn, from_on, until_on, what, detail, known_from, written_at,
     written_by_id, taken_back_because)
SELECT pg_temp.reference('EN', 128 * path.n + place), pg_temp.key('entry', 128 * path.n + place), path.child,
       kind, turn, at::date, at::date, what, detail, known_from, at + interval '1 day', path.lead, ''
FROM path
CROSS JOIN LATERAL generate_series(1, CASE WHEN n <= %(long)s THEN 60 + pg_temp.pick(n, 30, 41)
                                           ELSE 3 + pg_temp.pick(n, 30, 10) END) place
CROSS JOIN LATERAL (SELECT opened_at - make_interval(days => 7 * place)) AS day(at)
JOIN noted ON noted.number = mod(path.n + place, noted.models)
WHERE path.n = nth_child;  -- one story for each child
