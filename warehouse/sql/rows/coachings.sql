-- title: Coaching sessions
-- dimensions: unit, region, team, agent, criterion, day, week, month, quarter
-- personal: agent_name, trainer_id
-- order: date desc, coaching_id
-- sources: coachings = facts.coachings
select
    coachings.coaching_id,
    coachings.date,
    coachings.agent_id,
    agents.name as agent_name,
    coachings.criterion_id,
    coachings.trainer_id,
    coachings.unit_id,
    coachings.region,
    coachings.team,
    coachings.held_at,
    coachings.load_id,
    coachings.line
from {coachings} as coachings
left join dims.agents as agents on coachings.agent_id = agents.agent_id
