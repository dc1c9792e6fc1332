-- A day's queue by interval. Grain: interval of the day (number of the first quarter-hour). days: days of the period
-- with any contact in the answer; offered, short abandons, answered in time, abandoned: counts; waited_s, patience_s,
-- handle_s: sums of seconds; agent_days: different agents who took contacts in the interval, each day anew.
-- counts: contacts by quarter-hour; contacts: one by one, for who took them.
with
counts as (
    select *, slot // $slots * $slots as first_slot
    from {counts}
    where $weekday is null or isodow(date) = $weekday
),

totals as (
    select
        first_slot,
        (select count(distinct date) from counts) as days,
        sum(offered)::bigint as offered,
        sum(short_abandoned)::bigint as short_abandoned,
        sum(abandoned)::bigint as abandoned,
        sum(in_time)::bigint as in_time,
        sum(waited)::bigint as waited,
        sum(waited_s) as waited_s,
        sum(patience_s) as patience_s,
        sum(handled)::bigint as handled,
        sum(handle_s) as handle_s
    from counts
    group by first_slot
),

-- An agent's day is one number with a bit for each interval, so that no contact has to be told from another.
agent_days as (
    select date, agent_id, bit_or(1::uhugeint << (slot // $slots)::uhugeint) as intervals
    from {contacts}
    where agent_id is not null and served = 1 and ($weekday is null or isodow(date) = $weekday)
    group by all
)

select
    totals.*,
    (
        select count(*)
        from agent_days
        where (intervals >> (totals.first_slot // $slots)::uhugeint) & 1 = 1
    ) as agent_days
from totals
order by first_slot
