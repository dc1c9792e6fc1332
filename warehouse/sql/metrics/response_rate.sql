-- title: Response rate
-- definition: Answered / delivered surveys, by the day they were sent. Where a source does not know what was
--   delivered, what was sent is taken; delivery_unknown counts those. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: delivered, answered, delivery_unknown
-- sources: surveys = marts.survey_months by month | marts.survey_days | facts.surveys
-- rows: surveys
-- weights: count
-- better: up
with
totals as (
    select
        {by}
        sum(delivered)::bigint as delivered,
        sum(answered)::bigint as answered,
        sum(delivery_unknown)::bigint as delivery_unknown
    from {surveys}
    group by all
    having count(*) > 0
)

select
    {by}
    share(answered, delivered) as value,
    wilson_low(answered, delivered) as low,
    wilson_high(answered, delivered) as high,
    delivered as count,
    delivered,
    answered,
    delivery_unknown
from totals
