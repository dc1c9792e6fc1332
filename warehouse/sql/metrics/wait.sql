-- title: Wait before service
-- definition: Median seconds customers waited before they were served, by the day of the contact. p90: nine
--   in ten waited no longer. Interval: 95 %, order statistics.
-- unit: seconds
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: p90
-- sources: contacts = facts.contacts
-- rows: contacts
-- better: down
with
waits as (
    select
        {by}
        count(*) as count,
        median(wait_s) as value,
        quantile_cont(wait_s, 0.9) as p90,
        list_sort(list(wait_s)) as ordered
    from {contacts}
    where wait_s is not null and served = 1
    group by all
    having count(*) > 0
)

select {by} value, median_low(ordered) as low, median_high(ordered) as high, count, p90
from waits
