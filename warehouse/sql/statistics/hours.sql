-- NPS by weekday (1 Monday to 7 Sunday) and hour (0 to 23) of the contact that was answered for; where that is
-- unknown, of the moment the survey was sent. Grain: weekday and hour. Withheld below least_scores.
with
totals as (
    select
        weekday_no as weekday,
        hour_no as hour,
        count(*) as count,
        sum(promoters)::bigint as promoters,
        sum(detractors)::bigint as detractors
    from {answers}
    where weekday_no is not null
    group by all
)

select
    weekday,
    hour,
    case when count >= $least_scores then nps(promoters, detractors, count) end as value,
    case when count >= $least_scores then nps_low(promoters, detractors, count) end as low,
    case when count >= $least_scores then nps_high(promoters, detractors, count) end as high,
    count,
    count < $least_scores as withheld
from totals
order by weekday, hour
