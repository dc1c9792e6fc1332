-- title: At risk
-- definition: Open cases not overdue that are due soon / open cases with a due time, at the last moment cases tell of; by
--   the day of registration; complaints and appeals apart. What soon is: [at_risk] in config/deadlines.toml. A full
--   count, so without an interval.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, owner, deadline, channel, channel_kind, unit, region, team, agent, process, product, segment,
--   category, source, day, week, month, quarter
-- always by: kind
-- components: at_risk
-- sources: cases = facts.cases
-- interval: none
-- rows: cases_open
-- weights: count
-- better: down
-- least: none
with
totals as (
    select {by} count(*) as count, count(*) filter (state = 'at_risk') as at_risk
    from {cases}
    where state is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(at_risk, count) as value,
    null::double as low,
    null::double as high,
    count,
    at_risk
from totals
