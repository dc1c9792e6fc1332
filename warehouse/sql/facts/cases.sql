-- Complaints and appeals. Grain: one row per case. date: day registered; due_date: day the answer was due.
-- category_id: the cause people here set right, else the one given by whoever registered it, else the first one
-- found in its words; owner: who answers for the cause.
-- first_answered_at: the answer's time, of the case or of its earliest stage 'answered'.
-- is_due: its due day is over and it was not withdrawn unanswered before. Until then is_on_time is unknown.
-- due_rule: by which rule of config/deadlines.toml, 'source' where its source said.
-- as_of: the last moment that cases and their stages tell of, by which open ones are judged. state, of open ones:
-- overdue, at_risk (from at_risk_at on) or in_time.
-- is_interim_on_day: a first word of ours came on first_word_date, the working day it came on or, after hours and on
-- days off, the next one; unknown without a log of stages.
-- earlier_case_id: the last case of the same customer, kind and cause within repeat_case_days before it; is_repeat is
-- unknown where customer or cause is. is_overturned: of cases opened again and closed, found justified in the end.
-- reply: template or specific, of public answers whose text is known (reply_text, replied_at); reply_family: equal for
-- answers that are copies of one another. is_back: within reply_days after it the case was opened again, or the same
-- customer came with the same cause; unknown before those days are over.
with
stages as (
    select
        case_id,
        min(entered_at) filter (stage = 'interim_answer') as interim_at,
        min(entered_at) filter (stage = 'answered') as answered_at,
        min(entered_at) filter (stage = 'withdrawn') as withdrawn_at,
        min(entered_at) filter (stage = 'reopened') as reopened_at,
        list(entered_at) filter (stage = 'reopened') as reopenings
    from stg_case_events
    group by case_id
),

cases as (
    select
        cases.* exclude (answered_at, category_id, due_at, replied_at),
        coalesce(cases.answered_at, stages.answered_at) as answered_at,
        stages.interim_at,
        stages.withdrawn_at,
        stages.reopened_at,
        stages.reopenings,
        stages.case_id is not null as has_stages,
        cases.status = 'withdrawn' or stages.withdrawn_at is not null as is_withdrawn,
        coalesce(cases.status = 'reopened', false) or stages.reopened_at is not null as is_reopened,
        causes.* exclude (case_id),
        deadlines.* exclude (case_id),
        case when cases.reply_text is not null then coalesce(cases.replied_at, stages.answered_at) end as replied_at,
        case when cases.is_reply_public then
            case when replies.is_template then 'template' when not replies.is_template then 'specific' end
        end as reply,
        case when reply is not null then replies.family end as reply_family,
        case when reply is not null then replies.asks_to_write end as asks_to_write
    from placed('stg_cases') as cases
    left join stages using (case_id)
    left join stg_case_causes as causes using (case_id)
    left join stg_case_deadlines as deadlines using (case_id)
    left join stg_replies as replies on md5(cases.reply_text) = replies.text_hash
),

last_day as (
    select
        greatest(max(registered_at), max(answered_at))::date as day,
        greatest(
            max(registered_at), max(answered_at), max(closed_at), (select max(entered_at) from stg_case_events)
        ) as moment
    from cases
),

neighbours as (
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
                then neighbours.earlier_case_id
        end as earlier_case_id
    from neighbours
    left join cases using (case_id)
),

-- The next case of the same matter after a reply; complaint or appeal, since it is the same trouble.
again as (
    select replied.case_id, min(later.registered_at) as next_at
    from cases as replied
    inner join cases as later
        on replied.customer_key = later.customer_key
        and replied.category_id = later.category_id
        and later.registered_at > replied.replied_at
    where replied.reply is not null and replied.case_id <> later.case_id
    group by replied.case_id
),

followed as (
    select
        cases.case_id,
        coalesce(
            list_bool_or(
                list_transform(
                    list_append(cases.reopenings, again.next_at),
                    lambda moment: moment > cases.replied_at
                        and moment <= cases.replied_at + to_days(getvariable('reply_days'))
                )
            ),
            false
        ) as is_back
    from cases
    left join again using (case_id)
    cross join last_day
    where cases.reply is not null and cases.replied_at + to_days(getvariable('reply_days')) < last_day.moment
)

select
    cases.case_id,
    cases.contact_id,
    cases.registered_at::date as date,
    cases.due_at::date as due_date,
    cases.replied_at::date as reply_date,
    cases.kind,
    cases.source,
    cases.category_id,
    categories.owner,
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
    cases.is_error_report,
    cases.is_report_refused,

    1 as cases,
    coalesce(cases.due_at::date < last_day.day, false)
        and (cases.answered_at is not null or not coalesce(cases.is_withdrawn, false)) as is_due,
    case when is_due then coalesce(cases.answered_at <= cases.due_at, false) end as is_on_time,
    cases.answered_at is null and cases.closed_at is null and not coalesce(cases.is_withdrawn, false) as is_open,
    case
        when not is_open or cases.due_at is null then null
        when cases.due_at < last_day.moment then 'overdue'
        when cases.at_risk_at <= last_day.moment then 'at_risk'
        else 'in_time'
    end as state,
    coalesce(cases.is_withdrawn, false) as is_withdrawn,
    cases.is_reopened,
    case
        when cases.has_stages and cases.first_word_date < last_day.day
            then coalesce(least(cases.interim_at, cases.answered_at)::date <= cases.first_word_date, false)
    end as is_interim_on_day,
    repeats.earlier_case_id,
    case when repeats.case_id is not null then repeats.earlier_case_id is not null end as is_repeat,
    case when cases.is_reopened and cases.closed_at is not null then cases.is_justified end as is_overturned,

    cases.reply,
    cases.reply_family,
    cases.asks_to_write,
    cases.reply_text,
    cases.is_reply_public,
    followed.is_back,

    cases.registered_at,
    cases.due_at,
    cases.due_rule,
    cases.at_risk_at,
    last_day.moment as as_of,
    cases.first_word_date,
    cases.interim_at,
    cases.answered_at,
    cases.replied_at,
    cases.withdrawn_at,
    cases.reopened_at,
    cases.closed_at,
    cases.load_id,
    cases.line
from cases
left join repeats using (case_id)
left join followed using (case_id)
left join dims.categories as categories using (category_id)
cross join last_day
order by date, unit_id
