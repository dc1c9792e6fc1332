-- title: Comments of NPS answers
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   day, week, month, quarter
-- filters: answer, score, contact_id, sentiment, customer_key
-- personal: agent_name, comment, suggestion, customer_key
-- search: comment, suggestion
-- order: answered_at desc, survey_id
-- sources: comments = facts.surveys@answer_date
select
    comments.survey_id,
    comments.contact_id,
    comments.date,
    comments.sent_at,
    comments.answered_at,
    comments.channel_id,
    comments.unit_id,
    comments.region,
    comments.agent_id,
    agents.name as agent_name,
    comments.team,
    comments.process_id,
    comments.product_id,
    comments.segment,
    comments.score,
    comments.answer,
    comments.reason_id,
    comments.category_id,
    comments.comment,
    comments.suggestion,
    comments.sentiment,
    comments.customer_key,
    comments.load_id,
    comments.line
from {comments} as comments
left join dims.agents as agents on comments.agent_id = agents.agent_id
where comments.scored = 1 and (comments.comment is not null or comments.suggestion is not null)
