-- title: Calls that end in a better mood
-- definition: Calls in which the customer's words are better in the last third than in the first (mean sentiment by at
--   least half a step of negative, neutral, positive) / calls whose mood is known in both thirds, by the day of the
--   call. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- components: better, worse
-- sources: calls = facts.calls
-- rows: call_measures
-- weights: count
-- better: up
with
totals as (
    select
        {by}
        count(*) as count,
        count(*) filter (mood = 'better') as better,
        count(*) filter (mood = 'worse') as worse
    from {calls}
    where mood is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(better, count) as value,
    wilson_low(better, count) as low,
    wilson_high(better, count) as high,
    count,
    better,
    worse
from totals
