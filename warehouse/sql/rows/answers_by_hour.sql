-- title: NPS answers with the hour of their contact
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   incident, day, week, month, quarter
-- filters: answer, score, contact_id, sentiment, contact_weekday, contact_hour
-- personal: agent_name, comment, suggestion
-- search: comment, suggestion
-- order: answered_at desc, survey_id
-- sources: answers = facts.surveys@answer_date; contacts = facts.contacts
with
mine as materialized (
    select * from {answers} where scored = 1
),

their_contacts as (
    select contacts.contact_id, contacts.started_at
    from {contacts} as contacts
    where contacts.date between (select min(contact_date) from mine) and (select max(contact_date) from mine)
        and contacts.contact_id in (select contact_id from mine)
)

select
    mine.survey_id,
    mine.contact_id,
    mine.date,
    coalesce(their_contacts.started_at, mine.sent_at) as contact_at,
    isodow(contact_at)::varchar as contact_weekday,
    printf('%02d:00', hour(contact_at)) as contact_hour,
    mine.answered_at,
    mine.channel_id,
    mine.unit_id,
    mine.region,
    mine.agent_id,
    agents.name as agent_name,
    mine.team,
    mine.process_id,
    mine.product_id,
    mine.segment,
    mine.incident_id,
    mine.score,
    mine.answer,
    mine.reason_id,
    mine.category_id,
    mine.comment,
    mine.suggestion,
    mine.sentiment,
    mine.load_id,
    mine.line
from mine
left join their_contacts on mine.contact_id = their_contacts.contact_id
left join dims.agents as agents on mine.agent_id = agents.agent_id
