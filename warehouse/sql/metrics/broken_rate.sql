-- title: Standards broken
-- definition: Broken / assessable findings of script checks and scorecards, by the day of the talk. What
--   could not be assessed, or did not apply, is left out. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: criterion, agent, team, unit, region, channel, channel_kind, process, product, segment,
--   language, day, week, month, quarter
-- components: broken, assessable
-- sources: findings = facts.findings
-- rows: findings
-- weights: count
-- better: down
with
totals as (
    select {by} sum(assessable)::bigint as count, sum(broken)::bigint as broken
    from {findings}
    group by all
    having sum(assessable) > 0
)

select
    {by}
    share(broken, count) as value,
    wilson_low(broken, count) as low,
    wilson_high(broken, count) as high,
    count,
    broken,
    count as assessable
from totals
