-- Which days are worked (config/calendar.toml): Monday to Friday but holidays, and the days off worked instead.
-- Grain: one row per day, from a month before the first case to three years after the last. working_day: how many
-- days were worked from the first row to the end of this one, so the n-th working day after a day has n more.
with
rules as (
    select *
    from read_json(
        getvariable('reference_days'), format = 'array', columns = {day: 'DATE', rule: 'VARCHAR'}
    )
),

covered as (
    select
        min(greatest(registered_at, timestamp '1990-01-01'))::date - 31 as first_day,
        max(least(greatest(registered_at, due_at), timestamp '2077-01-01'))::date + 1096 as end_day
    from landed_cases
),

days as (
    select unnest(range(first_day, end_day, interval 1 day))::date as day
    from covered
),

told as (
    select days.day, coalesce(rules.rule, isodow(days.day)::varchar) in ('1', '2', '3', '4', '5') as is_working
    from days
    left join rules using (day)
)

select day, is_working, sum(is_working::integer) over (order by day)::bigint as working_day
from told
