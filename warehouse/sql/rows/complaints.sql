-- title: Complaints
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, kind,
--   source, day, week, month, quarter
-- filters: case_id, contact_id, status, is_open, is_on_time, dealer_id
-- personal: agent_name, text, customer_key
-- search: text
-- order: registered_at desc, case_id
-- sources: complaints = facts.cases
select
    complaints.case_id,
    complaints.contact_id,
    complaints.date,
    complaints.kind,
    complaints.source,
    complaints.category_id,
    complaints.channel_id,
    complaints.unit_id,
    complaints.region,
    complaints.agent_id,
    agents.name as agent_name,
    complaints.team,
    complaints.process_id,
    complaints.product_id,
    complaints.segment,
    complaints.status,
    complaints.registered_at,
    complaints.due_at,
    complaints.answered_at,
    complaints.closed_at,
    complaints.is_open,
    complaints.is_due,
    complaints.is_on_time,
    complaints.is_justified,
    complaints.recalculation,
    complaints.applicant_rating,
    complaints.dealer_id,
    complaints.text,
    complaints.sentiment,
    complaints.customer_key,
    complaints.load_id,
    complaints.line
from {complaints} as complaints
left join dims.agents as agents on complaints.agent_id = agents.agent_id
where complaints.kind = 'complaint'
