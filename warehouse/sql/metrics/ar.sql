-- title: AR (agent performance rating), mean
-- definition: Sum of the ratings / ratings, 1 to 5, by the day of the contact. Interval: 95 %, with the
--   spread within agents pooled over everyone in the period, so that three equal ratings are not
--   taken for certain.
-- unit: rating
-- decimals: 2
-- bounds: 1, 5
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident, day,
--   week, month, quarter
-- components: rating_sum
-- sources: ratings = marts.rating_months by month | facts.ratings
-- everyone: marts.rating_months by month | facts.ratings
-- rows: ratings
-- weights: count
-- repeats: facts.ratings; rating; 1
-- better: up
with
population as (
    select
        {times} agent_id,
        sum(rated)::double as n, sum(rating)::double as total, sum(rating_squared)::double as squares
    from {everyone}
    where agent_id is not null
    group by all
),

pooled as (
    select
        {times}
        sum(squares_around_mean(n, total, squares)) / nullif(sum(n) - count(*), 0) as within_agents,
        squares_around_mean(sum(n), sum(total), sum(squares)) / nullif(sum(n) - 1, 0) as overall
    from population
    group by all
),

totals as (
    select {by} sum(rated)::bigint as count, sum(rating)::bigint as rating_sum
    from {ratings}
    group by all
    having count(*) > 0
),

means as (
    select
        totals.*,
        rating_sum::double / count as value,
        sqrt(coalesce(pooled.within_agents, pooled.overall)) as deviation
    from totals
    left join pooled on {same_times totals pooled}
)

select
    {by}
    value,
    case when deviation is not null then greatest(1.0, mean_low(value, deviation, count)) end as low,
    case when deviation is not null then least(5.0, mean_high(value, deviation, count)) end as high,
    count,
    rating_sum
from means
