-- title: Hours that could be automated
-- definition: Contacts x mean handle time x share settled at once: in one contact, without being passed on. Contacts are
--   those with a known handle time. The most that self-service could take over, not a forecast: how many customers would
--   use it is not known. A product of means of full counts, so without an interval.
-- unit: hours
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: aht_s, at_once_share, spent_hours
-- sources: contacts = marts.contact_months by month | marts.contact_days | facts.contacts
-- interval: none
-- rows: contacts
-- better: 
with
totals as (
    select
        {by}
        sum(handled)::bigint as count,
        sum(handle_s) as handle_s,
        sum(settling_known)::bigint as settling_known,
        sum(settled_at_once)::bigint as settled_at_once
    from {contacts}
    group by all
    having sum(handled) > 0
)

select
    {by}
    handle_s / 3600 * settled_at_once / nullif(settling_known, 0) as value,
    null::double as low,
    null::double as high,
    count,
    handle_s / count as aht_s,
    share(settled_at_once, settling_known) as at_once_share,
    handle_s / 3600 as spent_hours
from totals
