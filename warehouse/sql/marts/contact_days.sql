-- Contacts a day, without agents. Grain: day, channel, unit, process, product and segment. Counts and sums only.
select
    date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment,
    sum(contacts)::bigint as contacts,
    sum(served)::bigint as served,
    sum(eligible)::bigint as eligible,
    sum(surveyed)::bigint as surveyed,
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
    sum(patience_s) as patience_s,
    sum(people_known)::bigint as people_known,
    sum(by_one)::bigint as by_one,
    sum(people)::bigint as people,
    sum(settling_known)::bigint as settling_known,
    sum(settled_at_once)::bigint as settled_at_once
from facts.contacts
group by date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment
order by date, unit_id
