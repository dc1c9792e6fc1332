-- Complaints and appeals. Grain: one row per case. date: day registered; due_date: day the answer was due.
-- category_id: the cause given by whoever registered it, else the first one found in its words.
-- first_answered_at: the answer's time, of the case or of its earliest stage 'answered'.
-- is_due: its due day is over and it was not withdrawn unanswered before. Until then is_on_time is unknown.
with
answers as (
    select case_id, min(entered_at) as answered_at
    from stg_case_events
    where stage = 'answered'
    group by case_id
),

withdrawals as (
    select case_id, min(entered_at) as withdrawn_at
    from stg_case_events
    where stage = 'withdrawn'
    group by case_id
),

cases as (
    select
        cases.* exclude (answered_at, category_id),
        coalesce(cases.answered_at, answers.answered_at) as answered_at,
        cases.status = 'withdrawn' or withdrawals.withdrawn_at is not null as is_withdrawn,
        coalesce(cases.category_id, texts.category_ids[1]) as category_id,
        texts.sentiment
    from placed('stg_cases') as cases
    left join answers using (case_id)
    left join withdrawals using (case_id)
    left join stg_analysed_texts as texts on md5(cases.text) = texts.text_hash
),

last_day as (
    select greatest(max(registered_at), max(answered_at))::date as day from cases
)

select
    cases.case_id,
    cases.contact_id,
    cases.registered_at::date as date,
    cases.due_at::date as due_date,
    cases.kind,
    cases.source,
    cases.category_id,
    cases.channel_id,
    cases.channel_kind,
    cases.unit_id,
    cases.region,
    cases.agent_id,
    cases.team,
    cases.process_id,
    cases.product_id,
    cases.segment,
    cases.customer_key,
    cases.dealer_id,
    cases.status,
    cases.is_justified,
    cases.recalculation,
    cases.applicant_rating,
    cases.text,
    cases.sentiment,

    1 as cases,
    cases.due_at::date < last_day.day and (cases.answered_at is not null or not coalesce(cases.is_withdrawn, false))
        as is_due,
    case when is_due then coalesce(cases.answered_at <= cases.due_at, false) end as is_on_time,
    cases.answered_at is null and cases.closed_at is null and not coalesce(cases.is_withdrawn, false) as is_open,

    cases.registered_at,
    cases.due_at,
    cases.answered_at,
    cases.closed_at,
    cases.load_id,
    cases.line
from cases
cross join last_day
order by date, unit_id
