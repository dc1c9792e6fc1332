-- title: AHT (average handle time)
-- definition: Mean of talk + hold + wrap-up over served contacts whose talk time is known. Interval: 95 %,
--   normal.
-- unit: seconds
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident,
--   weekday, hour, half_hour, quarter_hour, day, week, month, quarter
-- components: handle_s
-- sources: contacts = marts.contact_months by month | marts.contact_days | marts.contact_hours |
--   facts.contacts
-- rows: contacts
-- weights: count
-- better: down
with
totals as (
    select
        {by}
        sum(handled)::bigint as count,
        sum(handle_s) as handle_s,
        sum(handle_s_squared) as handle_s_squared
    from {contacts}
    group by all
    having sum(handled) > 0
),

means as (
    select
        *,
        handle_s / count as value,
        sqrt(squares_around_mean(count, handle_s, handle_s_squared) / nullif(count - 1, 0)) as deviation
    from totals
)

select
    {by}
    value,
    case when deviation is not null then greatest(0.0, mean_low(value, deviation, count)) end as low,
    mean_high(value, deviation, count) as high,
    count,
    handle_s
from means
