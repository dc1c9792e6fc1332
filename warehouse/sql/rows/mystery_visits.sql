-- title: Mystery shopping
-- dimensions: unit, region, agent, criterion, day, week, month, quarter
-- filters: wave, result
-- personal: agent_name, comment
-- search: comment
-- order: date desc, visit_id, criterion_id
-- sources: visits = facts.mystery_visits
select
    visits.visit_id,
    visits.date,
    visits.wave,
    visits.criterion_id,
    visits.unit_id,
    visits.region,
    visits.agent_id,
    agents.name as agent_name,
    visits.result,
    visits.comment,
    visits.load_id,
    visits.line
from {visits} as visits
left join dims.agents as agents on visits.agent_id = agents.agent_id
