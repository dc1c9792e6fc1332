-- title: ASA (average speed of answer)
-- definition: Mean wait of the contacts answered, in queues of the telephone and of offices, where the wait is known.
--   Interval: 95 %, normal.
-- unit: seconds
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, weekday, hour,
--   half_hour, quarter_hour, day, week, month, quarter
-- components: waited_s
-- sources: contacts = marts.contact_months by month | marts.contact_days | marts.contact_hours |
--   facts.contacts
-- rows: contacts
-- weights: count
-- better: down
with
totals as (
    select
        {by}
        sum(waited)::bigint as count,
        sum(waited_s) as waited_s,
        sum(waited_s_squared) as waited_s_squared
    from {contacts}
    group by all
    having sum(waited) > 0
),

means as (
    select
        *,
        waited_s / count as value,
        sqrt(squares_around_mean(count, waited_s, waited_s_squared) / nullif(count - 1, 0)) as deviation
    from totals
)

select
    {by}
    value,
    case when deviation is not null then greatest(0.0, mean_low(value, deviation, count)) end as low,
    mean_high(value, deviation, count) as high,
    count,
    waited_s
from means
