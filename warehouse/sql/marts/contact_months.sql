-- Contacts a month, with agents. Grain: month (date: its first day), channel, unit, team, agent, process, product,
-- segment and incident. Counts and sums only.
-- Only months from months_from up to, not including, months_to are looked at, where these are set.
select
    date_trunc('month', date)::date as date,
    channel_id, channel_kind, unit_id, region, team, agent_id, process_id, product_id, segment, incident_id,
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
where
    date >= coalesce(getvariable('months_from')::date, date '0001-01-01')
    and date < coalesce(getvariable('months_to')::date, date '9999-12-31')
group by all
order by date, unit_id
