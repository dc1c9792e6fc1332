-- title: Answered in time
-- definition: Low scores of the period closed by their deadline / those closed or past it, since the first
--   follow-up was written. NPS answers and AR ratings below the limits of settings [followup] count; two of one
--   contact are one. The deadline is the end of the last of working_days working days. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- better: up
-- dimensions: unit
-- components: in_time, late
-- Grain: one row per unit, and one for all (is_all). {tasks}: tasks.sql.
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
