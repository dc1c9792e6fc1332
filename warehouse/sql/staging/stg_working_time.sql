-- When channels with hours of their own work (config/calendar.toml). Grain: one row per channel and span of work.
-- worked_before_s: seconds worked before the span; working_day: number of the day among those with work.
-- From the day of the first contact to ten years after the last: no promise reaches further.
with
hours as (
    select *
    from read_json(
        getvariable('reference_hours'), format = 'array',
        columns = {channel_id: 'VARCHAR', rule: 'VARCHAR', from_s: 'BIGINT', to_s: 'BIGINT'}
    )
),

rules as (
    select *
    from read_json(
        getvariable('reference_days'), format = 'array', columns = {day: 'DATE', rule: 'VARCHAR'}
    )
),

covered as (
    select
        min(greatest(started_at, timestamp '1990-01-01'))::date as first_day,
        max(least(started_at + interval 10 year, timestamp '2080-01-01'))::date as end_day
    from landed_contacts
),

days as (
    select covered.day::date as day, coalesce(rules.rule, isodow(covered.day)::varchar) as rule
    from (select unnest(range(first_day, end_day, interval 1 day)) as day from covered) as covered
    left join rules on covered.day::date = rules.day
)

select
    hours.channel_id,
    days.day + to_seconds(hours.from_s) as starts_at,
    days.day + to_seconds(hours.to_s) as ends_at,
    coalesce(sum(hours.to_s - hours.from_s) over earlier, 0)::bigint as worked_before_s,
    dense_rank() over (partition by hours.channel_id order by days.day) as working_day
from hours
join days using (rule)
window earlier as (
    partition by hours.channel_id order by days.day, hours.from_s rows between unbounded preceding and 1 preceding
)
