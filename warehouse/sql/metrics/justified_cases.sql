-- title: Found justified
-- definition: Cases in which the customer was found right / cases with a verdict, by the day of registration;
--   complaints and appeals apart. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: justified
-- sources: cases = facts.cases
-- rows: cases_justified
-- weights: count
-- better:
with
totals as (
    select {by} count(*) as count, count(*) filter (is_justified) as justified
    from {cases}
    where is_justified is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(justified, count) as value,
    wilson_low(justified, count) as low,
    wilson_high(justified, count) as high,
    count,
    justified
from totals
