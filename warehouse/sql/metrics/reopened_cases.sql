-- title: Opened again
-- definition: Cases opened again after an answer / cases answered, by the day of registration; complaints and
--   appeals apart. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: reopened
-- sources: cases = facts.cases
-- rows: cases_reopened
-- weights: count
-- better: down
with
totals as (
    select {by} count(*) as count, count(*) filter (is_reopened) as reopened
    from {cases}
    where answered_at is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(reopened, count) as value,
    wilson_low(reopened, count) as low,
    wilson_high(reopened, count) as high,
    count,
    reopened
from totals
