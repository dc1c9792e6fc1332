-- title: Cases without an answer yet
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, kind,
--   source, day, week, month, quarter
-- filters: case_id, contact_id, status, is_open, is_on_time, dealer_id
-- personal: agent_name, text, customer_key
-- search: text
-- order: due_at, case_id
-- sources: cases_open = facts.cases
select
    cases_open.case_id,
    cases_open.contact_id,
    cases_open.date,
    cases_open.kind,
    cases_open.source,
    cases_open.category_id,
    cases_open.channel_id,
    cases_open.unit_id,
    cases_open.region,
    cases_open.agent_id,
    agents.name as agent_name,
    cases_open.team,
    cases_open.process_id,
    cases_open.product_id,
    cases_open.segment,
    cases_open.status,
    cases_open.registered_at,
    cases_open.due_at,
    cases_open.answered_at,
    cases_open.closed_at,
    cases_open.is_open,
    cases_open.is_due,
    cases_open.is_on_time,
    cases_open.is_justified,
    cases_open.recalculation,
    cases_open.applicant_rating,
    cases_open.dealer_id,
    cases_open.text,
    cases_open.sentiment,
    cases_open.customer_key,
    cases_open.load_id,
    cases_open.line
from {cases_open} as cases_open
left join dims.agents as agents on cases_open.agent_id = agents.agent_id
where cases_open.is_open
