-- title: Silence in calls
-- definition: Seconds in which neither side says a word for longer than 3 s / seconds from the first word to
--   the last, over calls whose words have times, by the day of the call. Interval: 95 %, ratio of sums over calls.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- components: silence_s, span_s
-- sources: calls = facts.calls
-- rows: call_measures
-- better: down
with
totals as (
    select
        {by}
        count(*) as count,
        sum(silence_s) as silence_s,
        sum(span_s) as span_s,
        sum(silence_s * silence_s) as part_squared,
        sum(silence_s * span_s) as part_whole,
        sum(span_s * span_s) as whole_squared
    from {calls}
    where measured = 1 and span_s > 0
    group by all
    having count(*) > 0
),

estimates as (
    select
        *,
        100.0 * silence_s / span_s as value,
        100.0 * ratio_half_width(count, silence_s, span_s, nullif(part_squared, 0), part_whole, whole_squared) as half
    from totals
)

select
    {by}
    value,
    case when half is not null then greatest(0.0, value - half) end as low,
    case when half is not null then least(100.0, value + half) end as high,
    count,
    silence_s,
    span_s
from estimates
