-- Every NPS answer with the facts of its contact that may drive it. Grain: one row per scored answer. date: day of the
-- answer. customer: a number (hash of 64 bits) for each customer; an answer whose customer is not known has one of its
-- own. weekday (1 Monday to 7 Sunday), hour: of the
-- contact, of the sending where that is unknown. wait, handle_time: minutes; resolved: 0 or 1.
select
    answers.answer_date as date,
    answers.channel_id,
    answers.channel_kind,
    answers.unit_id,
    answers.region,
    answers.team,
    answers.agent_id,
    answers.process_id,
    answers.product_id,
    answers.segment,
    answers.incident_id,
    answers.reason_id,
    answers.category_id,
    hash(coalesce(answers.customer_key, answers.survey_id)) as customer,

    answers.score,
    answers.scored::tinyint as scored,
    answers.promoters::tinyint as promoters,
    answers.passives::tinyint as passives,
    answers.detractors::tinyint as detractors,
    isodow(coalesce(contacts.started_at, answers.sent_at))::tinyint as weekday_no,
    hour(coalesce(contacts.started_at, answers.sent_at))::tinyint as hour_no,
    case when contacts.served = 1 then contacts.wait_s / 60.0 end as wait,
    contacts.count_transfers::double as transfers,
    contacts.is_resolved::integer::double as resolved,
    contacts.handle_s / 60.0 as handle_time
from facts.surveys as answers
left join facts.contacts as contacts
    on answers.contact_id = contacts.contact_id and answers.contact_date = contacts.date
where answers.scored = 1
order by date, unit_id
