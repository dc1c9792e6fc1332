-- Where agents were, and when. Grain: one row per agent and assignment.
-- valid_to: first day of the next assignment. The first assignment is taken to hold before its start, too:
-- holds_from and holds_to leave no day without an assignment.
select
    agent_id,
    unit_id,
    team,
    valid_from,
    lead(valid_from) over assignments as valid_to,
    case when row_number() over assignments = 1 then date '0001-01-01' else valid_from end as holds_from,
    coalesce(valid_to, date '9999-12-31') as holds_to
from stg_agents
window assignments as (partition by agent_id order by valid_from)
order by agent_id, valid_from
