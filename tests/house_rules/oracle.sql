-- Who may see which rows, said a second time: as PostgreSQL's row security, in the tests alone.
--
-- Written from the words (ARCHITECTURE.md, accounts/roles.py, the glossary, what each room says it
-- does), not from the product's statements, and in another manner: the product collects what
-- somebody may see; this asks of each row whether the one who asks may.
--
-- Every function that reads a table is SECURITY DEFINER: it runs as the tables' owner, whom the
-- policies do not hold. A policy that read another table by itself would see it through that
-- table's policy, and "names nobody who is hidden" would be true of whoever is hidden best.

CREATE SCHEMA oracle;
GRANT USAGE ON SCHEMA oracle TO PUBLIC;

-- Who asks, and when. What is not said is null, and null is equal to nothing.

CREATE FUNCTION oracle.said(what text) RETURNS text LANGUAGE sql STABLE
RETURN nullif(current_setting('cairn.' || what, true), '');

CREATE FUNCTION oracle.person() RETURNS bigint LANGUAGE sql STABLE
RETURN oracle.said('person')::bigint;

CREATE FUNCTION oracle.agency() RETURNS bigint LANGUAGE sql STABLE
RETURN oracle.said('agency')::bigint;

CREATE FUNCTION oracle.team() RETURNS bigint LANGUAGE sql STABLE
RETURN oracle.said('team')::bigint;

CREATE FUNCTION oracle.works_with_me(somebody bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM accounts_user AS colleague
    WHERE colleague.id = somebody AND colleague.agency_id = oracle.agency()
);

-- Role: does the job include this?
CREATE FUNCTION oracle.may(permission text) RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(permission = ANY (string_to_array(oracle.said('permissions'), ',')), false);

-- Reach: a team that has an area works there; anybody else works where their agency does.
CREATE FUNCTION oracle.is_my_area(council bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN CASE
    WHEN EXISTS (
        SELECT FROM agencies_team AS team
        WHERE team.id = oracle.team() AND team.council_id IS NOT NULL
    ) THEN EXISTS (
        SELECT FROM agencies_team AS team
        WHERE team.id = oracle.team() AND team.council_id = council
    )
    ELSE EXISTS (
        SELECT FROM agencies_agency_councils AS works
        WHERE works.agency_id = oracle.agency() AND works.council_id = council
    )
END;

-- Children. An involvement is for the narrowest that it names: a person, as long as they work for
-- the agency they are named for; or else a team; or else the whole agency. It opens the record
-- until it has ended.

CREATE FUNCTION oracle.names_me(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM children_involvement AS involved
    WHERE involved.child_id = child AND involved.until_on IS NULL
      AND involved.person_id = oracle.person() AND involved.agency_id = oracle.agency()
);

CREATE FUNCTION oracle.involves_us(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM children_involvement AS involved
    WHERE involved.child_id = child AND involved.until_on IS NULL AND involved.person_id IS NULL
      AND CASE
          WHEN involved.team_id IS NULL THEN involved.agency_id = oracle.agency()
          ELSE involved.team_id = oracle.team()
      END
);

CREATE FUNCTION oracle.is_open_to_me_in_an_emergency(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM children_emergencyaccess AS opened
    WHERE opened.child_id = child AND opened.person_id = oracle.person() AND opened.was_given
      AND oracle.said('moment')::timestamptz >= opened.from_at
      AND oracle.said('moment')::timestamptz < opened.until_at
);

-- A restricted record is for those whom an involvement names, and for nobody else.
CREATE FUNCTION oracle.may_know_child(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN oracle.may('children.view') AND (
    oracle.names_me(child)
    OR EXISTS (
        SELECT FROM children_child AS record WHERE record.id = child AND NOT record.is_restricted
          AND (
              oracle.involves_us(child)
              OR oracle.is_open_to_me_in_an_emergency(child)
              OR oracle.may('children.reach_area') AND oracle.is_my_area(record.council_id)
          )
    )
);

-- Adults, places and things: for those whose work is an area and not single children.
CREATE FUNCTION oracle.may_know_of_area(council bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN oracle.may('networks.view')
    AND (oracle.may('networks.record') OR oracle.may('children.reach_area'))
    AND oracle.is_my_area(council);

-- What was sent in: the desk of the area, and every desk where nobody knows the area.
CREATE FUNCTION oracle.may_triage(council bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN oracle.may('submissions.triage') AND (council IS NULL OR oracle.is_my_area(council));

-- Intelligence.

CREATE FUNCTION oracle.names_a_hidden_child(strand bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM intelligence_strand_children AS named JOIN children_child AS child
      ON child.id = named.child_id
    WHERE named.strand_id = strand AND child.is_restricted AND NOT oracle.may_know_child(child.id)
);

CREATE FUNCTION oracle.is_about_my_work(strand bigint, council bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN CASE
    WHEN EXISTS (
        SELECT FROM intelligence_strand_children AS named WHERE named.strand_id = strand
    ) THEN EXISTS (
        SELECT FROM intelligence_strand_children AS named
        WHERE named.strand_id = strand AND oracle.may_know_child(named.child_id)
    )
    ELSE oracle.may('children.reach_area') AND oracle.is_my_area(council)
END;

-- Handling. P: lawful sharing permitted. C: with conditions, which name the agencies that may read.
CREATE FUNCTION oracle.handling_lets_me(strand bigint, handling text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN CASE handling
    WHEN 'P' THEN true
    WHEN 'C' THEN EXISTS (
        SELECT FROM intelligence_strand_for_agencies AS told
        WHERE told.strand_id = strand AND told.agency_id = oracle.agency()
    )
    ELSE false
END;

CREATE FUNCTION oracle.may_read_strand(strand bigint, council bigint, handling text) RETURNS boolean
LANGUAGE sql STABLE
RETURN oracle.may('intelligence.view')
    AND NOT oracle.names_a_hidden_child(strand)
    AND CASE
        WHEN oracle.may('intelligence.grade') THEN oracle.is_my_area(council)
        ELSE oracle.handling_lets_me(strand, handling) AND oracle.is_about_my_work(strand, council)
    END;

CREATE FUNCTION oracle.may_see_source(of_strand bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN oracle.may('intelligence.view_source') AND EXISTS (
    SELECT FROM intelligence_strand AS strand
    WHERE strand.id = of_strand AND oracle.is_my_area(strand.council_id)
      AND oracle.may_read_strand(strand.id, strand.council_id, strand.handling)
);

-- Meetings. Theirs who are asked, until it has ended, and then theirs who were there; and theirs who
-- run meetings of its kind in its area. None is anybody's who may not know the child it is about.

CREATE FUNCTION oracle.is_for_me(about bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN about IS NULL OR oracle.may_know_child(about);

CREATE FUNCTION oracle.works_everywhere() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
RETURN NOT EXISTS (
    SELECT FROM agencies_council AS council WHERE NOT oracle.is_my_area(council.id)
);

CREATE FUNCTION oracle.asks_me(of_meeting bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM meetings_invitation AS asked
    WHERE asked.meeting_id = of_meeting AND asked.person_id = oracle.person()
);

CREATE FUNCTION oracle.saw_me_there(of_meeting bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
    SELECT FROM meetings_invitation AS asked
    WHERE asked.meeting_id = of_meeting AND asked.person_id = oracle.person()
      AND asked.attendance = 'present'
);

CREATE FUNCTION oracle.may_run(kind text, council bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN oracle.may('meetings.run')
    AND (kind = 'police-monthly' OR oracle.may('meetings.run_all'))
    AND CASE
        WHEN council IS NULL THEN oracle.works_everywhere()
        ELSE oracle.is_my_area(council)
    END;

CREATE FUNCTION oracle.may_know_meeting(which bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN oracle.may('meetings.view') AND EXISTS (
    SELECT FROM meetings_meeting AS meeting WHERE meeting.id = which
      AND oracle.is_for_me(meeting.child_id)
      AND (
          oracle.may_run(meeting.kind, meeting.council_id)
          OR CASE
              WHEN meeting.ended_at IS NULL THEN oracle.asks_me(meeting.id)
              ELSE oracle.saw_me_there(meeting.id)
          END
      )
);

-- A task: of one's meetings; one's own; and, of a meeting one was asked to, one's agency's where it
-- is nobody's in particular. Whoever may not know the child knows of no task about that child.
CREATE FUNCTION oracle.may_know_task(on_item bigint, owner bigint, agency bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN oracle.may('meetings.view') AND EXISTS (
    SELECT FROM meetings_agendaitem AS item JOIN meetings_meeting AS meeting
      ON meeting.id = item.meeting_id
    WHERE item.id = on_item
      AND oracle.is_for_me(item.child_id) AND oracle.is_for_me(meeting.child_id)
      AND CASE
          WHEN oracle.may_know_meeting(meeting.id) THEN true
          WHEN owner IS NULL THEN agency = oracle.agency() AND oracle.asks_me(meeting.id)
          ELSE owner = oracle.person()
      END
);

-- A pathway: theirs who may know the child; and, unless the record is restricted, theirs who decide
-- in an area whose council is asked to take it and has not answered.
CREATE FUNCTION oracle.may_know_pathway(pathway bigint, of_child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN oracle.may('pathways.view') AND (
    oracle.may_know_child(of_child)
    OR oracle.may('pathways.decide') AND EXISTS (
        SELECT FROM pathways_transfer AS question
        JOIN children_child AS child ON child.id = of_child AND NOT child.is_restricted
        WHERE question.pathway_id = pathway AND question.answered_at IS NULL
          AND oracle.is_my_area(question.to_council_id)
    )
);

-- The policies.

ALTER TABLE children_child ENABLE ROW LEVEL SECURITY;
ALTER TABLE networks_adult ENABLE ROW LEVEL SECURITY;
ALTER TABLE networks_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE networks_thing ENABLE ROW LEVEL SECURITY;
ALTER TABLE submissions_submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence_strand ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings_agendaitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_episode ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_strategydiscussion ENABLE ROW LEVEL SECURITY;
ALTER TABLE returns_careperiod ENABLE ROW LEVEL SECURITY;
ALTER TABLE interviews_interview ENABLE ROW LEVEL SECURITY;
ALTER TABLE planner_away ENABLE ROW LEVEL SECURITY;
ALTER TABLE plans_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE pathways_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE pathways_pathway ENABLE ROW LEVEL SECURITY;
ALTER TABLE pathways_savedview ENABLE ROW LEVEL SECURITY;
ALTER TABLE chronology_entry ENABLE ROW LEVEL SECURITY;

CREATE POLICY known ON children_child USING (oracle.may_know_child(id));
CREATE POLICY known ON networks_adult USING (oracle.may_know_of_area(council_id));
CREATE POLICY known ON networks_place USING (oracle.may_know_of_area(council_id));
CREATE POLICY known ON networks_thing USING (oracle.may_know_of_area(council_id));
CREATE POLICY known ON submissions_submission USING (oracle.may_triage(council_id));
CREATE POLICY known ON intelligence_strand USING (
    oracle.may_read_strand(id, council_id, handling)
);
CREATE POLICY known ON intelligence_source USING (oracle.may_see_source(strand_id));
CREATE POLICY known ON meetings_meeting USING (oracle.may_know_meeting(id));
CREATE POLICY known ON meetings_invitation USING (oracle.may_know_meeting(meeting_id));
CREATE POLICY known ON meetings_agendaitem USING (
    oracle.may_know_meeting(meeting_id) AND oracle.is_for_me(child_id)
);
CREATE POLICY known ON meetings_task USING (oracle.may_know_task(item_id, owner_id, agency_id));
CREATE POLICY known ON missing_episode USING (
    oracle.may('missing.view') AND oracle.may_know_child(child_id)
);
CREATE POLICY known ON missing_strategydiscussion USING (
    oracle.may('missing.view') AND oracle.may_know_child(child_id)
);
-- A report about nobody yet is for those who receive reports in its area.
CREATE POLICY known ON missing_report USING (
    oracle.may('missing.view') AND CASE
        WHEN child_id IS NULL THEN oracle.may('missing.receive') AND oracle.is_my_area(council_id)
        ELSE oracle.may_know_child(child_id)
    END
);
CREATE POLICY known ON returns_careperiod USING (
    oracle.may('returns.make') AND oracle.may_know_child(child_id)
);
CREATE POLICY known ON interviews_interview USING (
    oracle.may('interviews.view') AND oracle.may_know_child(child_id)
);
-- Somebody's time off is theirs, and that of whoever says who goes in the same agency.
CREATE POLICY known ON planner_away USING (
    oracle.may('interviews.record') AND (
        person_id = oracle.person()
        OR oracle.may('interviews.allocate') AND oracle.works_with_me(person_id)
    )
);
CREATE POLICY known ON plans_plan USING (
    oracle.may('plans.view') AND oracle.may_know_child(child_id)
);
-- What is not finished is for those who make assessments.
CREATE POLICY known ON assessments_assessment USING (
    oracle.may('assessments.view') AND oracle.may_know_child(child_id)
    AND (finished_at IS NOT NULL OR oracle.may('assessments.record'))
);
CREATE POLICY known ON pathways_contact USING (
    oracle.may('pathways.view') AND oracle.may_know_child(child_id)
);
CREATE POLICY known ON pathways_pathway USING (oracle.may_know_pathway(id, child_id));
CREATE POLICY known ON pathways_savedview USING (
    oracle.may('pathways.view') AND person_id = oracle.person()
);
CREATE POLICY known ON chronology_entry USING (
    oracle.may('chronology.view') AND oracle.may_know_child(child_id)
);
