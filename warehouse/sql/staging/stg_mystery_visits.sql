-- Mystery shopping. Grain: one row per visit and criterion.
select
    visit_id,
    criterion_id,
    wave,
    unit_id,
    agent_id,
    result,
    comment,
    visited_at,
    load_id,
    line
from latest_of('landed_mystery_visits')
