-- The days the data covers. Grain: one row. last_complete_month: the last month whose last day has contacts (where
-- there are none: surveys, ratings, cases or talks) on it or after it.
with
days as (
    select 1 as rank, min(date) as first_day, max(date) as last_day from facts.contacts
    union all
    select 2, min(date), max(greatest(date, coalesce(answer_date, date))) from facts.surveys
    union all
    select 3, min(date), max(date) from facts.ratings
    union all
    select 4, min(date), max(greatest(date, case when is_due then due_date else date end)) from facts.cases
    union all
    select 5, min(date), max(date) from facts.calls
    union all
    select 6, min(date), max(date) from facts.findings
    union all
    select 7, min(date), max(date) from facts.steps
),

foremost as (
    select last_day
    from days
    where last_day is not null
    order by rank
    limit 1
)

select
    min(first_day) as first_day,
    max(last_day) as last_day,
    (
        select (date_trunc('month', last_day + 1) - interval 1 month)::date from foremost
    ) as last_complete_month
from days
