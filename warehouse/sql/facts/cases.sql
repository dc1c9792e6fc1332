-- Complaints and appeals. Grain: one row per case. date: day registered; due_date: day the answer was due.
-- category_id: the cause people here set right, else the one given by whoever registered it, else the first one
-- found in its words.
-- first_answered_at: the answer's time, of the case or of its earliest stage 'answered'.
-- is_due: its due day is over and it was not withdrawn unanswered before. Until then is_on_time is unknown.
-- is_interim_on_day: a first word of ours came on the day it was registered; unknown without a log of stages.
-- earlier_case_id: the last case of the same customer, kind and cause within repeat_case_days before it; is_repeat is
-- unknown where customer or cause is. is_overturned: of cases opened again and closed, found justified in the end.
with
stages as (
    select
        case_id,
        min(entered_at) filter (stage = 'interim_answer') as interim_at,
        min(entered_at) filter (stage = 'answered') as answered_at,
        min(entered_at) filter (stage = 'withdrawn') as withdrawn_at,
        min(entered_at) filter (stage = 'reopened') as reopened_at
    from stg_case_events
    group by case_id
),

cases as (
    select
        cases.* exclude (answered_at, category_id),
        coalesce(cases.answered_at, stages.answered_at) as answered_at,
        stages.interim_at,
        stages.withdrawn_at,
        stages.reopened_at,
        stages.case_id is not null as has_stages,
        cases.status = 'withdrawn' or stages.withdrawn_at is not null as is_withdrawn,
        coalesce(cases.status = 'reopened', false) or stages.reopened_at is not null as is_reopened,
        case
            when texts.is_corrected then texts.category_ids[1]
            else coalesce(cases.category_id, texts.category_ids[1])
        end as category_id,
        texts.sentiment
    from placed('stg_cases') as cases
    left join stages using (case_id)
    left join stg_analysed_texts as texts on md5(cases.text) = texts.text_hash
),

last_day as (
    select greatest(max(registered_at), max(answered_at))::date as day from cases
),

earlier as (
    select
        case_id,
        lag(case_id) over same as earlier_case_id,
        lag(registered_at) over same as earlier_at
    from cases
    where customer_key is not null and category_id is not null
    window same as (partition by customer_key, kind, category_id order by registered_at, case_id)
),

repeats as (
    select
        case_id,
        case
            when earlier_at >= registered_at - to_days(getvariable('repeat_case_days'))
                then earlier.earlier_case_id
        end as earlier_case_id
    from earlier
    left join cases using (case_id)
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
    coalesce(cases.is_withdrawn, false) as is_withdrawn,
    cases.is_reopened,
    case
        when cases.has_stages and cases.registered_at::date < last_day.day
            then coalesce(least(cases.interim_at, cases.answered_at)::date = cases.registered_at::date, false)
    end as is_interim_on_day,
    repeats.earlier_case_id,
    case when repeats.case_id is not null then repeats.earlier_case_id is not null end as is_repeat,
    case when cases.is_reopened and cases.closed_at is not null then cases.is_justified end as is_overturned,

    cases.registered_at,
    cases.due_at,
    cases.interim_at,
    cases.answered_at,
    cases.withdrawn_at,
    cases.reopened_at,
    cases.closed_at,
    cases.load_id,
    cases.line
from cases
left join repeats using (case_id)
cross join last_day
order by date, unit_id
