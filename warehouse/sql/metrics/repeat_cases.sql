-- title: Repeated
-- definition: Cases of a customer who had one of the same kind and cause within the days of setting
--   repeat_case_days before / cases of known customer and cause, by the day of registration; complaints and appeals
--   apart. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: repeated
-- sources: cases = facts.cases
-- rows: cases_repeated
-- weights: count
-- better: down
with
totals as (
    select {by} count(*) as count, count(*) filter (is_repeat) as repeated
    from {cases}
    where is_repeat is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(repeated, count) as value,
    wilson_low(repeated, count) as low,
    wilson_high(repeated, count) as high,
    count,
    repeated
from totals
