-- title: Helpful reports refused
-- definition: Cases that tell of an error of ours and that the report of it was refused, or answered with a call for
--   papers / cases that tell of an error of ours, by the day of registration; complaints and appeals apart. Found in
--   the text by rules, which miss half and more: a lower bound. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, owner, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: refused
-- sources: cases = facts.cases
-- rows: cases_reporting
-- weights: count
-- better: down
with
totals as (
    select {by} count(*) as count, count(*) filter (is_report_refused) as refused
    from {cases}
    where is_error_report
    group by all
    having count(*) > 0
)

select
    {by}
    share(refused, count) as value,
    wilson_low(refused, count) as low,
    wilson_high(refused, count) as high,
    count,
    refused
from totals
