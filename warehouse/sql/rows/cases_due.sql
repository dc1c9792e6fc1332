-- title: Cases whose answer was due
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, kind,
--   source, day, week, month, quarter
-- filters: case_id, contact_id, status, is_open, is_on_time, dealer_id
-- personal: agent_name, text, customer_key
-- search: text
-- order: due_at, case_id
-- sources: cases_due = facts.cases@due_date
select
    cases_due.case_id,
    cases_due.contact_id,
    cases_due.date,
    cases_due.kind,
    cases_due.source,
    cases_due.category_id,
    cases_due.channel_id,
    cases_due.unit_id,
    cases_due.region,
    cases_due.agent_id,
    agents.name as agent_name,
    cases_due.team,
    cases_due.process_id,
    cases_due.product_id,
    cases_due.segment,
    cases_due.status,
    cases_due.registered_at,
    cases_due.due_at,
    cases_due.answered_at,
    cases_due.closed_at,
    cases_due.is_open,
    cases_due.is_due,
    cases_due.is_on_time,
    cases_due.is_justified,
    cases_due.recalculation,
    cases_due.applicant_rating,
    cases_due.dealer_id,
    cases_due.text,
    cases_due.sentiment,
    cases_due.customer_key,
    cases_due.load_id,
    cases_due.line
from {cases_due} as cases_due
left join dims.agents as agents on cases_due.agent_id = agents.agent_id
where cases_due.is_due
