-- NPS by weekday (1 Monday to 7 Sunday) and hour (0 to 23) of the contact that was answered for; where that is
-- unknown, of the moment the survey was sent. Grain: weekday and hour. Withheld below least_scores.
with
answers as (
    select
        coalesce(contacts.started_at, answers.sent_at) as began,
        answers.promoters, answers.detractors
    from {answers} as answers
    left join {contacts} as contacts
        on answers.contact_id = contacts.contact_id and answers.contact_date = contacts.date
    where answers.scored = 1
),

totals as (
    select
        isodow(began) as weekday,
        hour(began) as hour,
        count(*) as count,
        sum(promoters)::bigint as promoters,
        sum(detractors)::bigint as detractors
    from answers
    where began is not null
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
