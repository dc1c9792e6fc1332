-- Coaching sessions. Grain: one row per agent, criterion and session.
-- unit_id, region, team: the agent's on that day.
select
    staged.held_at::date as date,
    staged.*,
    history.unit_id,
    units.region,
    history.team
from stg_coachings as staged
left join dims.agent_history as history
    on staged.agent_id = history.agent_id
    and staged.held_at::date >= history.holds_from
    and staged.held_at::date < history.holds_to
left join dims.units as units on history.unit_id = units.unit_id
order by date, history.unit_id
