-- title: Answers of contacts where every standard was kept
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   incident, day, week, month, quarter
-- filters: answer, score, contact_id, sentiment, customer_key
-- personal: agent_name, comment, suggestion, customer_key
-- search: comment, suggestion
-- order: answered_at desc, survey_id
-- sources: answers = facts.surveys@contact_date; findings = facts.findings
with
clean as (
    select contact_id
    from {findings}
    where contact_id in (select contact_id from {answers})
    group by contact_id
    having sum(assessable) > 0 and sum(broken) = 0
)

select
    answers.survey_id,
    answers.contact_id,
    answers.date,
    answers.sent_at,
    answers.answered_at,
    answers.channel_id,
    answers.unit_id,
    answers.region,
    answers.agent_id,
    agents.name as agent_name,
    answers.team,
    answers.process_id,
    answers.product_id,
    answers.segment,
    answers.incident_id,
    answers.score,
    answers.answer,
    answers.reason_id,
    answers.category_id,
    answers.comment,
    answers.suggestion,
    answers.sentiment,
    answers.customer_key,
    answers.load_id,
    answers.line
from {answers} as answers
left join dims.agents as agents on answers.agent_id = agents.agent_id
where answers.scored = 1 and answers.contact_id in (select contact_id from clean)
