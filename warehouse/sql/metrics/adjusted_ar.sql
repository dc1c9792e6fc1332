-- title: Fair AR against the same work
-- definition: An agent's ratings against those that the others get in the same process, channel and
--   segment (each rating minus the others' mean there, leaving this agent out), averaged, then drawn
--   towards 0, the more the fewer ratings there are (as fair AR; thin cells of comparison count as
--   fewer ratings). Agents who are new (setting new_agent_days) at their first rating of the period are
--   compared with new agents. 0: as expected of anybody in this work. Interval: 90 % of the posterior.
--   own: the mean as it is; expected: the others' mean in the same work; plain: their difference. spread:
--   of one rating. likeness: ratings a comparison of that certainty would take. Work that nobody else
--   does is not counted, nor what fell into an outage of the incident log.
-- unit: rating
-- decimals: 2
-- bounds: -4, 4
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident, day,
--   week, month, quarter
-- usual: incident = none
-- always by: agent
-- components: own, expected, plain, common, spread, likeness, own_weight, is_new, is_ranked
-- sources: scores = marts.rating_months by month | facts.ratings
-- everyone: marts.rating_months by month | facts.ratings
-- rows: ratings
-- better: up
with
works as (
    select
        {times} agent_id,
        hash(process_id, channel_id, segment) as work,
        sum(rated)::double as n,
        sum(rating)::double as total,
        sum(rating_squared)::double as squares,
        min(first_date) as first_day
    from {everyone}
    where agent_id is not null and rated > 0
    group by all
),

tenures as (
    select
        {times_of works}
        works.agent_id,
        coalesce(min(first_day) < any_value(agents.hired_date) + $new_agent_days::integer, false) as is_new
    from works
    left join dims.agents as agents using (agent_id)
    group by all
),

population as (
    select works.*, tenures.is_new
    from works
    inner join tenures on {same_times works tenures} and works.agent_id = tenures.agent_id
),

cells as (
    select {times} work, is_new, sum(n) as n, sum(total) as total
    from population
    group by all
),

compared as (
    select
        population.*,
        cells.n - population.n as others,
        (cells.total - population.total) / others as expected
    from population
    inner join cells
        on {same_times population cells} and population.work = cells.work and population.is_new = cells.is_new
    where cells.n > population.n
),

agents as (
    select
        {times}
        sum(n) as n,
        sum(total - n * expected) / sum(n) as residual,
        sum(squares - 2 * expected * total + n * expected ** 2) - sum(n) * residual ** 2 as squares,
        1 / (1 / sum(n) + sum(n * n / others) / sum(n) ** 2) as likeness
    from compared
    group by {times} agent_id
),

spreads as (
    select
        {times}
        greatest(sum(greatest(squares, 0)) / nullif(sum(n) - count(*), 0), 1e-9) as within,
        between_variance(
            squares_around_mean(sum(likeness), sum(likeness * residual), sum(likeness * residual ** 2)),
            within, count(*), sum(likeness), sum(likeness ** 2)
        ) as between
    from agents
    group by all
),

common as (
    select {times_of spreads} within, between, 1 / sum(1 / (between + within / likeness)) as mean_variance
    from spreads
    inner join agents on {same_times spreads agents}
    group by all
),

asked as (
    select
        {by} agent_id as worker_id,
        hash(process_id, channel_id, segment) as work,
        sum(rated)::double as n,
        sum(rating)::double as total
    from {scores}
    where agent_id is not null and rated > 0
    group by all
),

totals as (
    select
        {by_of asked}
        coalesce(sum(asked.n) filter (compared.others is not null), 0)::bigint as count,
        sum(asked.total) filter (compared.others is not null) / nullif(count, 0) as own,
        sum(asked.n * compared.expected) / nullif(count, 0) as expected,
        1 / (1 / nullif(count, 0) + sum(asked.n ** 2 / compared.others) / nullif(count, 0) ** 2) as likeness,
        any_value(tenures.is_new) as is_new
    from asked
    left join compared
        on {same_times asked compared} and asked.worker_id = compared.agent_id and asked.work = compared.work
    left join tenures on {same_times asked tenures} and asked.worker_id = tenures.agent_id
    group by all
),

shrunk as (
    select
        totals.*,
        own - expected as plain,
        common.within,
        own_weight(likeness, common.within, common.between) as weight,
        posterior_mean(plain, 0, weight) as value,
        posterior_deviation(likeness, common.within, weight, common.mean_variance) as deviation
    from totals
    left join common on {same_times totals common}
)

select
    {by}
    value,
    value - 1.645 * deviation as low,
    value + 1.645 * deviation as high,
    count,
    own,
    expected,
    plain,
    0.0 as common,
    sqrt(within) as spread,
    likeness,
    weight as own_weight,
    is_new,
    count >= $least_ratings and value is not null as is_ranked
from shrunk
