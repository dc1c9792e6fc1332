-- title: Net Promoter Score
-- definition: 100 x (promoters - detractors) / answered. Scores 9-10 are promoters, 7-8 passives, 0-6
--   detractors (1-6 on a scale that starts at 1). Counted by the day of the answer. Interval: 95 %,
--   adjusted Wald.
-- unit: points
-- decimals: 1
-- bounds: -100, 100
-- centre: interval
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   incident, day, week, month, quarter
-- components: promoters, passives, detractors
-- sources: answers = marts.answer_months by month | marts.answer_days | marts.answers |
--   facts.surveys@answer_date
-- rows: answers
-- weights: count
-- repeats: marts.answers; 100.0 * (promoters - detractors); scored
-- better: up
with
totals as (
    select
        {by}
        sum(scored)::bigint as count,
        sum(promoters)::bigint as promoters,
        sum(passives)::bigint as passives,
        sum(detractors)::bigint as detractors
    from {answers}
    group by all
    having sum(scored) > 0
)

select
    {by}
    nps(promoters, detractors, count) as value,
    nps_low(promoters, detractors, count) as low,
    nps_high(promoters, detractors, count) as high,
    count,
    promoters,
    passives,
    detractors
from totals
