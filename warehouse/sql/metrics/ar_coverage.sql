-- title: AR coverage
-- definition: Front-line agents with enough ratings in the month (setting counted_from) / front-line agents
--   active in it (who served a contact or were rated). Over several months: months of agents. A
--   full count, so without an interval.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: unit, region, team, agent, month, quarter
-- components: rated, active
-- sources: ratings = marts.rating_months by month | facts.ratings;
--   contacts = marts.contact_months by month | facts.contacts
-- interval: none
-- rows: ratings
-- weights: count
-- better: up
-- least: none
with
work as (
    select {by} agent_id, date_trunc('month', date) as worked_month, sum(rated) as ratings
    from {ratings}
    where agent_id is not null
    group by all
    union all by name
    select {by} agent_id, date_trunc('month', date) as worked_month, 0 as ratings
    from {contacts}
    where agent_id is not null and served > 0
    group by all
),

months_of_agents as (
    select {by_of work} work.agent_id, worked_month, sum(work.ratings) as ratings
    from work
    left join dims.agents as agents on work.agent_id = agents.agent_id
    where coalesce(agents.is_front_line, true)
    group by all
),

totals as (
    select
        {by}
        count(*) as active,
        count(*) filter (ratings >= $counted_from) as rated
    from months_of_agents
    group by all
    having count(*) > 0
)

select {by} share(rated, active) as value, null::double as low, null::double as high, active as count, rated, active
from totals
