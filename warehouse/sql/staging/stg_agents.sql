-- Agents and their assignments. Grain: one row per agent and start of an assignment.
select
    agent_id,
    name,
    team,
    unit_id,
    hired_date,
    left_date,
    coalesce(is_front_line, true) as is_front_line,
    valid_from,
    load_id,
    line
from latest_of('landed_agents')
