-- title: Fair AR
-- definition: An agent's mean rating drawn towards everyone's mean, the more the fewer ratings there are
--   (empirical Bayes: mean + B x (own mean - mean), B = tau2 / (tau2 + sigma2 / n); sigma2 pooled
--   within agents, tau2 by moments, over all agents of the period). Interval: 90 % of the
--   posterior. plain: the mean as it is. common: everyone's mean. spread: sigma. is_ranked: enough
--   ratings (setting least_ratings) to stand in a ranking. What fell into an outage of the incident log is
--   held against nobody: it is not counted.
-- unit: rating
-- decimals: 2
-- bounds: 1, 5
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident, day,
--   week, month, quarter
-- usual: incident = none
-- always by: agent
-- components: ratings, plain, common, spread, own_weight, is_ranked
-- sources: ratings = marts.rating_months by month | facts.ratings
-- everyone: marts.rating_months by month | facts.ratings
-- rows: ratings
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

spreads as (
    select
        {times}
        -- ratings that never differ would leave nothing to weigh by
        greatest(sum(squares_around_mean(n, total, squares)) / nullif(sum(n) - count(*), 0), 1e-9) as within,
        between_variance(
            squares_around_mean(sum(n), sum(total), sum(total * total / n)), within, count(*), sum(n), sum(n * n)
        ) as between
    from population
    group by all
),

common as (
    select
        {times_of spreads}
        within,
        between,
        sum(total / n / (between + within / n)) / sum(1 / (between + within / n)) as mean,
        1 / sum(1 / (between + within / n)) as mean_variance
    from spreads
    inner join population on {same_times spreads population}
    group by all
),

totals as (
    select {by} sum(rated)::bigint as count, sum(rating)::double / sum(rated) as plain
    from {ratings}
    where agent_id is not null
    group by all
),

shrunk as (
    select
        totals.*,
        common.within,
        common.mean as common,
        own_weight(count, common.within, common.between) as weight,
        posterior_mean(plain, common.mean, weight) as value,
        posterior_deviation(count, common.within, weight, common.mean_variance) as deviation
    from totals
    left join common on {same_times totals common}
)

select
    {by}
    value,
    case when deviation is not null then greatest(1.0, value - 1.645 * deviation) end as low,
    case when deviation is not null then least(5.0, value + 1.645 * deviation) end as high,
    count,
    count as ratings,
    plain,
    common,
    sqrt(within) as spread,
    weight as own_weight,
    count >= $least_ratings and value is not null as is_ranked
from shrunk
