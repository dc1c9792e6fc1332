-- title: Answered on time
-- definition: Cases answered by their due time / cases due, by the day the answer was due. A case without a
--   due time of its own is due by the first rule of config/deadlines.toml that fits it; a case withdrawn before an
--   answer, or without any due time, is not counted. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, owner, deadline, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- components: on_time, late
-- sources: cases = facts.cases@due_date
-- rows: cases_due
-- weights: count
-- better: up
with
totals as (
    select {by} count(*) as count, count(*) filter (is_on_time) as on_time
    from {cases}
    where is_due
    group by all
    having count(*) > 0
)

select
    {by}
    share(on_time, count) as value,
    wilson_low(on_time, count) as low,
    wilson_high(on_time, count) as high,
    count,
    on_time,
    count - on_time as late
from totals
