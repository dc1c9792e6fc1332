-- title: Contacts
-- definition: Contacts by the day they began, served or not. A full count, so without an interval.
-- unit: contacts
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident,
--   weekday, hour, half_hour, quarter_hour, day, week, month, quarter
-- components: served
-- sources: contacts = marts.contact_months by month | marts.contact_days | marts.contact_hours |
--   facts.contacts
-- interval: none
-- rows: contacts
-- better: 
-- least: none
with
totals as (
    select {by} sum(contacts)::bigint as count, sum(served)::bigint as served
    from {contacts}
    group by all
    having count(*) > 0
)

select {by} count::double as value, null::double as low, null::double as high, count, served
from totals
