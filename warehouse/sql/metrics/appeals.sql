-- title: Appeals
-- definition: Appeals (they report a problem and are no complaints) by the day they were registered.
--   Interval: 95 %, quasi-Poisson with the dispersion of the daily counts.
-- unit: appeals
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, source,
--   day, week, month, quarter
-- components: dispersion
-- sources: cases = facts.cases
-- rows: appeals
-- better: down
-- least: none
with
case_days as (
    select {by} date, count(*) as events
    from {cases}
    where kind = 'appeal'
    group by all
),

totals as (
    select
        {by}
        sum(events)::bigint as count,
        sum(events * events)::double as squares,
        date_diff('day', min(date), max(date)) + 1 as span
    from case_days
    group by all
)

select
    {by}
    count::double as value,
    count_low(count, dispersion) as low,
    count_high(count, dispersion) as high,
    count,
    dispersion
from (
    select *, dispersion(squares * span / count, count, span) as dispersion
    from totals
    where count > 0
)
