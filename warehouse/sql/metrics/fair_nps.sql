-- title: Fair NPS
-- definition: An agent's NPS drawn towards everyone's, the more the fewer answers there are (Dirichlet
--   prior fitted over agents by moments: (n x own NPS + a0 x everyone's) / (n + a0), a0 = sigma2 / tau2,
--   sigma2 pooled within agents). Counted by the day of the contact, as everything that agents are judged
--   by. Interval: 90 % of the posterior. plain: the NPS as it is. common: everyone's. spread: sigma.
--   is_ranked: enough answers (setting least_ratings) to stand in a ranking. What fell into an outage of the
--   incident log is held against nobody: it is not counted.
-- unit: points
-- decimals: 1
-- bounds: -100, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident, day,
--   week, month, quarter
-- usual: incident = none
-- always by: agent
-- components: plain, common, spread, own_weight, is_ranked
-- sources: answers = marts.judged_months by month | facts.surveys@contact_date
-- everyone: marts.judged_months by month | facts.surveys@contact_date
-- rows: answers
-- better: up
with
population as (
    select
        {times} agent_id,
        sum(scored)::double as n,
        sum(promoters)::double as promoters,
        sum(detractors)::double as detractors,
        (sum(promoters) - sum(detractors))::double as balance
    from {everyone}
    where scored > 0 and agent_id is not null
    group by all
),

spreads as (
    select
        {times}
        sum(promoters) / sum(n) as promoter_share,
        sum(detractors) / sum(n) as detractor_share,
        greatest(
            sum(squares_around_mean(n, balance, promoters + detractors)) / nullif(sum(n) - count(*), 0), 1e-9
        ) as within,
        between_variance(
            squares_around_mean(sum(n), sum(balance), sum(balance * balance / n)),
            within, count(*), sum(n), sum(n * n)
        ) as between
    from population
    group by all
),

common as (
    select
        {times_of spreads}
        promoter_share,
        detractor_share,
        within,
        between,
        sum(balance / n / (between + within / n)) / sum(1 / (between + within / n)) as mean,
        1 / sum(1 / (between + within / n)) as mean_variance
    from spreads
    inner join population on {same_times spreads population}
    group by all
),

totals as (
    select
        {by}
        sum(scored)::bigint as count,
        sum(promoters)::double / sum(scored) as promoters,
        sum(detractors)::double / sum(scored) as detractors
    from {answers}
    where scored > 0 and agent_id is not null
    group by all
),

shrunk as (
    select
        {by_of totals}
        count,
        promoters - detractors as plain,
        common.mean as common,
        sqrt(common.within) as spread,
        own_weight(count, common.within, common.between) as weight,
        posterior_mean(plain, common.mean, weight) as value,
        posterior_mean(promoters, common.promoter_share, weight)
            + posterior_mean(detractors, common.detractor_share, weight)
            - posterior_mean(plain, common.promoter_share - common.detractor_share, weight) ** 2 as one_answer,
        -- n + a0 = n / weight
        sqrt(one_answer / (count / nullif(weight, 0) + 1) + (1 - weight) ** 2 * common.mean_variance) as known,
        coalesce(known, sqrt(common.mean_variance)) as deviation
    from totals
    left join common on {same_times totals common}
)

select
    {by}
    100 * value as value,
    greatest(-100.0, 100 * (value - 1.645 * deviation)) as low,
    least(100.0, 100 * (value + 1.645 * deviation)) as high,
    count,
    100 * plain as plain,
    100 * common as common,
    100 * spread as spread,
    weight as own_weight,
    count >= $least_ratings and value is not null as is_ranked
from shrunk
