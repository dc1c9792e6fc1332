-- Contacts a day, without agents. Grain: day, channel, unit, process, product and segment. Counts and sums only.
select
    date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment,
    sum(contacts)::bigint as contacts,
    sum(served)::bigint as served,
    sum(eligible)::bigint as eligible,
    sum(surveyed)::bigint as surveyed,
    sum(handled)::bigint as handled,
    sum(handle_s) as handle_s,
    sum(handle_s_squared) as handle_s_squared
from facts.contacts
group by date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment
order by date, unit_id
