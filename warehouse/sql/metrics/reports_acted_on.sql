-- title: Reports acted on
-- definition: Cases that tell of an error of ours and were found justified / those of them with a verdict, by the day of
--   registration; complaints and appeals apart. Found in the text by rules. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, owner, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: acted_on
-- sources: cases = facts.cases
-- rows: cases_reporting
-- weights: count
-- better: up
with
totals as (
    select {by} count(*) as count, count(*) filter (is_justified) as acted_on
    from {cases}
    where is_error_report and is_justified is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(acted_on, count) as value,
    wilson_low(acted_on, count) as low,
    wilson_high(acted_on, count) as high,
    count,
    acted_on
from totals
