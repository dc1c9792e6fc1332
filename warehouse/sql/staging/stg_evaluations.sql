-- Scorecard items filled in by people. Grain: one row per evaluation and criterion.
select
    evaluation_id,
    criterion_id,
    evaluator_id,
    recording_id,
    contact_id,
    agent_id,
    unit_id,
    result,
    start_s,
    comment,
    evaluated_at,
    load_id,
    line
from latest_of('landed_evaluations')
