-- title: Withdrawn
-- definition: Cases their applicant took back / cases registered, by the day of registration; complaints and
--   appeals apart. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: withdrawn
-- sources: cases = facts.cases
-- rows: cases_withdrawn
-- weights: count
-- better:
with
totals as (
    select {by} count(*) as count, count(*) filter (is_withdrawn) as withdrawn
    from {cases}
    where true
    group by all
    having count(*) > 0
)

select
    {by}
    share(withdrawn, count) as value,
    wilson_low(withdrawn, count) as low,
    wilson_high(withdrawn, count) as high,
    count,
    withdrawn
from totals
