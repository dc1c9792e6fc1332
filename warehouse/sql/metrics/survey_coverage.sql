-- title: Survey coverage
-- definition: Contacts with a survey sent / served contacts of customers with a verified number (where a
--   source does not know whether it is: with any number). By agent too: a gap can mean that surveys
--   are withheld. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: eligible, surveyed
-- sources: contacts = marts.contact_months by month | marts.contact_days | facts.contacts
-- rows: contacts
-- weights: count
-- better: up
with
totals as (
    select {by} sum(eligible)::bigint as eligible, sum(surveyed)::bigint as surveyed
    from {contacts}
    group by all
    having sum(eligible) > 0
)

select
    {by}
    share(surveyed, eligible) as value,
    wilson_low(surveyed, eligible) as low,
    wilson_high(surveyed, eligible) as high,
    eligible as count,
    eligible,
    surveyed
from totals
