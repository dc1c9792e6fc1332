-- title: NPS surveys sent
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   day, week, month, quarter
-- filters: is_delivered, is_answered, contact_id, customer_key
-- personal: agent_name, comment, suggestion, customer_key
-- search: comment, suggestion
-- order: sent_at desc, survey_id
-- sources: surveys = facts.surveys
select
    surveys.survey_id,
    surveys.contact_id,
    surveys.date,
    surveys.sent_at,
    surveys.delivered_at,
    surveys.answered_at,
    surveys.channel_id,
    surveys.unit_id,
    surveys.region,
    surveys.agent_id,
    agents.name as agent_name,
    surveys.team,
    surveys.process_id,
    surveys.product_id,
    surveys.segment,
    (surveys.delivered = 1) as is_delivered,
    (surveys.answered = 1) as is_answered,
    surveys.score,
    surveys.reason_id,
    surveys.comment,
    surveys.suggestion,
    surveys.customer_key,
    surveys.load_id,
    surveys.line
from {surveys} as surveys
left join dims.agents as agents on surveys.agent_id = agents.agent_id
