-- title: Abandonment
-- definition: Contacts given up while waiting / (contacts offered - short abandons), in queues of the telephone and of
--   offices. Short abandons, given up sooner than setting short_abandon_s, are counted apart: nobody could have
--   answered them. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, weekday, hour,
--   half_hour, quarter_hour, day, week, month, quarter
-- components: abandoned, offered, short_abandoned
-- sources: contacts = marts.contact_days | marts.contact_hours | facts.contacts
-- rows: contacts
-- weights: count
-- better: down
with
totals as (
    select
        {by}
        sum(abandoned)::bigint as abandoned,
        sum(offered)::bigint as offered,
        sum(short_abandoned)::bigint as short_abandoned
    from {contacts}
    group by all
)

select
    {by}
    share(abandoned, offered - short_abandoned) as value,
    wilson_low(abandoned, offered - short_abandoned) as low,
    wilson_high(abandoned, offered - short_abandoned) as high,
    offered - short_abandoned as count,
    abandoned,
    offered,
    short_abandoned
from totals
where offered > short_abandoned
