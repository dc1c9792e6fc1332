-- title: Overdue
-- definition: Open cases whose due time is over / open cases that have one, at the last moment cases tell of; by the day
--   of registration; complaints and appeals apart. oldest_days: how long the oldest of the open ones has waited. A full
--   count, so without an interval.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, owner, deadline, channel, channel_kind, unit, region, team, agent, process, product, segment,
--   category, source, day, week, month, quarter
-- always by: kind
-- components: overdue, oldest_days
-- sources: cases = facts.cases
-- interval: none
-- rows: cases_open
-- weights: count
-- better: down
-- least: none
with
totals as (
    select
        {by}
        count(*) as count,
        count(*) filter (state = 'overdue') as overdue,
        max(epoch(as_of) - epoch(registered_at)) / 86400.0 as oldest_days
    from {cases}
    where state is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(overdue, count) as value,
    null::double as low,
    null::double as high,
    count,
    overdue,
    oldest_days
from totals
