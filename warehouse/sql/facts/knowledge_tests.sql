-- Knowledge tests. Grain: one row per test taken. score_pct: percent of right answers.
-- unit_id, region, team: the agent's on that day.
select
    staged.tested_at::date as date,
    staged.*,
    history.unit_id,
    units.region,
    history.team
from stg_knowledge_tests as staged
left join dims.agent_history as history
    on staged.agent_id = history.agent_id
    and staged.tested_at::date >= history.holds_from
    and staged.tested_at::date < history.holds_to
left join dims.units as units on history.unit_id = units.unit_id
order by date, history.unit_id
