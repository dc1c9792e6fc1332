-- title: Answers overturned
-- definition: Cases found justified in the end / cases opened again after an answer and closed with a verdict, by the
--   day of registration; complaints and appeals apart. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: overturned
-- sources: cases = facts.cases
-- rows: cases_overturned
-- weights: count
-- better: down
with
totals as (
    select {by} count(*) as count, count(*) filter (is_overturned) as overturned
    from {cases}
    where is_overturned is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(overturned, count) as value,
    wilson_low(overturned, count) as low,
    wilson_high(overturned, count) as high,
    count,
    overturned
from totals
