-- title: Complaints and appeals
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, kind,
--   source, dealer, day, week, month, quarter
-- filters: case_id, contact_id, status, is_open, is_on_time, dealer_id, customer_key, is_withdrawn, is_reopened,
--   is_justified, is_interim_on_day, is_repeat, is_overturned
-- personal: agent_name, text, customer_key
-- search: text
-- order: registered_at desc, case_id
-- sources: cases = facts.cases
select
    cases.case_id,
    cases.contact_id,
    cases.date,
    cases.kind,
    cases.source,
    cases.category_id,
    cases.channel_id,
    cases.unit_id,
    cases.region,
    cases.agent_id,
    agents.name as agent_name,
    cases.team,
    cases.process_id,
    cases.product_id,
    cases.segment,
    cases.status,
    cases.registered_at,
    cases.due_at,
    cases.answered_at,
    cases.closed_at,
    cases.is_open,
    cases.is_due,
    cases.is_on_time,
    cases.is_withdrawn,
    cases.is_reopened,
    cases.is_interim_on_day,
    cases.is_repeat,
    cases.earlier_case_id,
    cases.is_overturned,
    cases.is_justified,
    cases.recalculation,
    cases.applicant_rating,
    cases.dealer_id,
    cases.text,
    cases.sentiment,
    cases.customer_key,
    cases.load_id,
    cases.line
from {cases} as cases
left join dims.agents as agents on cases.agent_id = agents.agent_id
