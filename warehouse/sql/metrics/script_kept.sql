-- title: Script kept
-- definition: Required phrases said / phrases required, in talks recognised well enough, by the day of the
--   talk. Script checks only. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: criterion, agent, team, unit, region, channel, channel_kind, process, product, segment,
--   language, day, week, month, quarter
-- components: kept, required
-- sources: findings = facts.findings
-- rows: findings
-- weights: count
-- better: up
with
totals as (
    select {by} sum(assessable)::bigint as count, sum(kept)::bigint as kept
    from {findings}
    where origin = 'script'
    group by all
    having sum(assessable) > 0
)

select
    {by}
    share(kept, count) as value,
    wilson_low(kept, count) as low,
    wilson_high(kept, count) as high,
    count,
    kept,
    count as required
from totals
