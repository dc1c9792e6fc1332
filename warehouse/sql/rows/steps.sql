-- title: Steps of services
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, step, day, week,
--   month, quarter
-- filters: service_id
-- personal: agent_name
-- order: started_at desc, service_id, step_no
-- sources: steps = facts.steps
select
    steps.service_id,
    steps.date,
    steps.process_id,
    steps.step_no,
    steps.step_id,
    steps.unit_id,
    steps.region,
    steps.agent_id,
    agents.name as agent_name,
    steps.team,
    steps.channel_id,
    steps.product_id,
    steps.segment,
    steps.work_min,
    steps.customer_wait_min,
    steps.operator_wait_min,
    steps.total_min,
    steps.started_at,
    steps.ended_at,
    steps.load_id,
    steps.line
from {steps} as steps
left join dims.agents as agents on steps.agent_id = agents.agent_id
