-- Agents as their newest row has them. Grain: one row per agent. Names are for readers who may see them.
select
    agent_id,
    arg_max(name, valid_from) as name,
    null::varchar as name_ru,
    null::varchar as name_kk,
    null::varchar as name_en,
    arg_max(team, valid_from) as team,
    arg_max(unit_id, valid_from) as unit_id,
    max(hired_date) as hired_date,
    arg_max(left_date, valid_from) as left_date,
    arg_max(is_front_line, valid_from) as is_front_line
from stg_agents
group by agent_id
order by agent_id
