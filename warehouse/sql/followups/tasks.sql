-- Low scores that ask for an answer, and how each stands. Grain: one row per contact with a low NPS answer or a low
-- AR rating: a customer who gave both is called once.
-- Only what is counted and sorted by: words and places are looked up for the few that are shown (queue.sql).
-- task_id: 'survey:' or 'rating:' and the key of the row that came first, so that it stays when the other follows;
-- kind and score are of that row, nps and ar the lowest of either. Times: the operator's clock. due_at: the end of the
-- day by which it is to be closed. status: open, taken or closed, as the journal says (open where it says nothing).
-- state: closed, overdue, at_risk (due within $at_risk_hours) or waiting.
-- {surveys}, {ratings}: gated. $journal: lines of task, status, taker, closed_at, outcome, divided by tabs.
with
low as (
    select
        'survey:' || survey_id as task_id,
        'nps' as kind,
        score::integer as score,
        answered_at,
        unit_id,
        customer_key,
        contact_id
    from {surveys}
    where scored = 1 and score <= $nps_up_to
    union all
    select
        'rating:' || rating_id as task_id,
        'ar' as kind,
        rating::integer as score,
        rated_at as answered_at,
        unit_id,
        customer_key,
        contact_id
    from {ratings}
    where rating <= $ar_up_to
),

-- Few contacts gave both; only those are sorted.
shared as (
    select contact_id
    from low
    where contact_id is not null
    group by contact_id
    having count(*) > 1
),

first_of_contact as (
    select
        low.*,
        case when kind = 'nps' then score end as nps,
        case when kind = 'ar' then score end as ar
    from low
    where contact_id is null or contact_id not in (from shared)
    union all by name
    select
        low.*,
        min(score) filter (kind = 'nps') over same_contact as nps,
        min(score) filter (kind = 'ar') over same_contact as ar
    from low
    where contact_id in (from shared)
    window same_contact as (partition by contact_id)
    qualify row_number() over (partition by contact_id order by answered_at, task_id desc) = 1
),

lines as (
    select string_split(unnest(string_split($journal, chr(10))), chr(9)) as field
),

journal as (
    select
        field[1] as task_id,
        field[2] as status,
        nullif(field[3], '') as taken_by,
        try_cast(field[4] as timestamp) as closed_at,
        nullif(field[5], '') as outcome
    from lines
    where len(field) = 5
),

deadlines as (
    select unnest($days::date[]) as day, unnest($dues::timestamp[]) as due_at
),

known as (
    select
        low.* exclude (contact_id),
        deadlines.due_at,
        coalesce(journal.status, 'open') as status,
        journal.taken_by,
        journal.closed_at,
        journal.outcome
    from first_of_contact as low
    join deadlines on low.answered_at::date = deadlines.day
    left join journal on low.task_id = journal.task_id
)

select
    *,
    case
        when status = 'closed' then 'closed'
        when due_at <= $now then 'overdue'
        when due_at <= $now + $at_risk_hours * interval 1 hour then 'at_risk'
        else 'waiting'
    end as state
from known
