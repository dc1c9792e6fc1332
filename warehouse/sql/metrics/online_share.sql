-- title: Online share
-- definition: Online contacts / (online + office contacts); telephone and written contacts count in neither.
--   Kinds of channel that are online: setting online_channel_kinds. A full count, so without an
--   interval.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, unit, region, team, agent, process, product, segment, day, week, month, quarter
-- components: online, office
-- sources: contacts = marts.contact_months by month | marts.contact_days | facts.contacts
-- interval: none
-- rows: contacts
-- weights: count
-- better: up
-- least: none
with
totals as (
    select
        {by}
        coalesce(sum(contacts) filter (list_contains($online_channel_kinds, channel_kind)), 0)::bigint as online,
        coalesce(sum(contacts) filter (channel_kind = 'office'), 0)::bigint as office
    from {contacts}
    group by all
    having count(*) > 0
)

select
    {by}
    share(online, online + office) as value,
    null::double as low,
    null::double as high,
    online + office as count,
    online,
    office
from totals
where online + office > 0
