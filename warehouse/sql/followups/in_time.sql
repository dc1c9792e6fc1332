-- Share of low scores closed by their deadline, percent, with its 95 % Wilson interval. Grain: one row per unit,
-- and one for all (is_all). Counted: tasks that are closed or whose deadline is over.
with
counted as (
    select unit_id, closed_at is not null and closed_at <= due_at as is_in_time
    from ({tasks})
    where status = 'closed' or due_at <= $now
),

totals as (
    select
        grouping(unit_id) = 1 as is_all,
        unit_id,
        count(*) as count,
        count(*) filter (is_in_time) as in_time
    from counted
    group by grouping sets ((), (unit_id))
)

select
    is_all,
    unit_id,
    share(in_time, count) as value,
    wilson_low(in_time, count) as low,
    wilson_high(in_time, count) as high,
    count,
    in_time,
    count - in_time as late
from totals
where count > 0
order by is_all desc, value, unit_id
