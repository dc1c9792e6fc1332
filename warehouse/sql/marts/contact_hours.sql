-- Contacts by quarter-hour, without agents, processes and customers. Grain: day, quarter-hour of the day (slot, 0 to
-- 95), channel and unit. Counts and sums only.
select
    date, slot, channel_id, channel_kind, unit_id, region,
    sum(contacts)::bigint as contacts,
    sum(served)::bigint as served,
    sum(handled)::bigint as handled,
    sum(handle_s) as handle_s,
    sum(handle_s_squared) as handle_s_squared,
    sum(offered)::bigint as offered,
    sum(short_abandoned)::bigint as short_abandoned,
    sum(abandoned)::bigint as abandoned,
    sum(waited)::bigint as waited,
    sum(in_time)::bigint as in_time,
    sum(waited_s) as waited_s,
    sum(waited_s_squared) as waited_s_squared,
    sum(patience_s) as patience_s
from facts.contacts
group by date, slot, channel_id, channel_kind, unit_id, region
order by date, slot
