-- title: Appeals
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, kind,
--   source, day, week, month, quarter
-- filters: case_id, contact_id, status, is_open, is_on_time, dealer_id
-- personal: agent_name, text, customer_key
-- search: text
-- order: registered_at desc, case_id
-- sources: appeals = facts.cases
select
    appeals.case_id,
    appeals.contact_id,
    appeals.date,
    appeals.kind,
    appeals.source,
    appeals.category_id,
    appeals.channel_id,
    appeals.unit_id,
    appeals.region,
    appeals.agent_id,
    agents.name as agent_name,
    appeals.team,
    appeals.process_id,
    appeals.product_id,
    appeals.segment,
    appeals.status,
    appeals.registered_at,
    appeals.due_at,
    appeals.answered_at,
    appeals.closed_at,
    appeals.is_open,
    appeals.is_due,
    appeals.is_on_time,
    appeals.is_justified,
    appeals.recalculation,
    appeals.applicant_rating,
    appeals.dealer_id,
    appeals.text,
    appeals.sentiment,
    appeals.customer_key,
    appeals.load_id,
    appeals.line
from {appeals} as appeals
left join dims.agents as agents on appeals.agent_id = agents.agent_id
where appeals.kind = 'appeal'
