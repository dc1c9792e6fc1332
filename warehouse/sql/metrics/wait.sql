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
    -- far fewer different seconds than contacts: counting them spares sorting all
    select {by} wait_s, count(*) as alike
    from {contacts}
    where wait_s is not null and served = 1
    group by all
),

placed as (
    select
        *,
        sum(alike) over (partition by {by} 1) as count,
        sum(alike) over (partition by {by} 1 order by wait_s) as place
    from waits
),

found as (
    select
        {by}
        count,
        0.9 * (count - 1) as ninth_tenth,
        min(wait_s) filter (place >= (count + 1) // 2) as middle,
        min(wait_s) filter (place >= count // 2 + 1) as other_middle,
        min(wait_s) filter (place >= median_low_place(count)) as low,
        min(wait_s) filter (place >= median_high_place(count)) as high,
        min(wait_s) filter (place >= floor(0.9 * (count - 1)) + 1) as below,
        min(wait_s) filter (place >= least(count, floor(0.9 * (count - 1)) + 2)) as above
    from placed
    group by {by} count
)

select
    {by}
    (middle + other_middle) / 2 as value,
    low,
    high,
    count,
    below + (ninth_tenth - floor(ninth_tenth)) * (above - below) as p90
from found
