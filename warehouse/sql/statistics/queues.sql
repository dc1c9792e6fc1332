-- A day's queue by interval. Grain: interval of the day (number of the first quarter-hour). days: days of the period
-- with any contact in the answer; offered, short abandons, answered in time, abandoned: counts; waited_s, patience_s,
-- handle_s: sums of seconds; agent_days: different agents who took contacts in the interval, each day anew (told
-- apart by a hash of 64 bits, which costs half as much).
with
contacts as (
    select *, slot // $slots * $slots as first_slot
    from {contacts}
    where $weekday is null or isodow(date) = $weekday
)

select
    first_slot,
    (select count(distinct date) from contacts) as days,
    sum(offered)::bigint as offered,
    sum(short_abandoned)::bigint as short_abandoned,
    sum(abandoned)::bigint as abandoned,
    sum(in_time)::bigint as in_time,
    sum(waited)::bigint as waited,
    sum(waited_s) as waited_s,
    sum(patience_s) as patience_s,
    sum(handled)::bigint as handled,
    sum(handle_s) as handle_s,
    count(distinct hash(date, agent_id)) filter (agent_id is not null and served = 1) as agent_days
from contacts
group by first_slot
order by first_slot
