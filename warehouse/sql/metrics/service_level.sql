-- title: Service level
-- definition: Contacts answered within the agreed seconds / (contacts offered - short abandons), in queues of the
--   telephone and of offices, as far as how they ended is known. Seconds: settings service_level_s (telephone) and
--   service_level_office_s; short: given up sooner than short_abandon_s. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, weekday, hour,
--   half_hour, quarter_hour, day, week, month, quarter
-- components: in_time, offered, short_abandoned
-- sources: contacts = marts.contact_months by month | marts.contact_days | marts.contact_hours |
--   facts.contacts
-- rows: contacts
-- weights: count
-- better: up
with
totals as (
    select
        {by}
        sum(in_time)::bigint as in_time,
        sum(offered)::bigint as offered,
        sum(short_abandoned)::bigint as short_abandoned
    from {contacts}
    group by all
)

select
    {by}
    share(in_time, offered - short_abandoned) as value,
    wilson_low(in_time, offered - short_abandoned) as low,
    wilson_high(in_time, offered - short_abandoned) as high,
    offered - short_abandoned as count,
    in_time,
    offered,
    short_abandoned
from totals
where offered > short_abandoned
