-- title: Handled by one person
-- definition: Served contacts that were not passed on / served contacts of which that is known. people: how many people
--   had these contacts in their hands, together. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: by_one, people
-- sources: contacts = marts.contact_months by month | marts.contact_days | facts.contacts
-- rows: contacts
-- weights: count
-- better: up
with
totals as (
    select
        {by}
        sum(people_known)::bigint as count,
        sum(by_one)::bigint as by_one,
        sum(people)::bigint as people
    from {contacts}
    group by all
    having sum(people_known) > 0
)

select
    {by}
    share(by_one, count) as value,
    wilson_low(by_one, count) as low,
    wilson_high(by_one, count) as high,
    count,
    by_one,
    people
from totals
