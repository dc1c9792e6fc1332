-- title: Complaints per dealer
-- definition: Complaints that name a dealer per 1,000 activations of that dealer, both by their own day. Interval: 95 %,
--   quasi-Poisson with the dispersion of the daily counts.
-- unit: per 1,000 activations
-- decimals: 1
-- bounds: 0,
-- dimensions: dealer, product, day, week, month, quarter
-- components: complaints, dispersion
-- sources: cases = facts.cases; activations = facts.activations
-- rows: dealer_complaints
-- better: down
with
case_days as (
    select {by} date, count(*) as events
    from {cases}
    where kind = 'complaint' and dealer_id is not null
    group by all
),

events as (
    select
        {by}
        sum(events)::bigint as events,
        sum(events * events)::double as squares,
        date_diff('day', min(date), max(date)) + 1 as span
    from case_days
    group by all
),

exposure as (
    select {by} count(*) as activations
    from {activations}
    where dealer_id is not null
    group by all
    having count(*) > 0
),

rates as (
    select
        {by_of exposure}
        coalesce(events.events, 0) as complaints,
        exposure.activations as count,
        case
            when events.events > 0 then dispersion(squares * span / events.events, events.events, span) else 1.0
        end as dispersion
    from exposure
    left join events on {same exposure events}
)

select
    {by}
    1000.0 * complaints / count as value,
    1000.0 * count_low(complaints, dispersion) / count as low,
    1000.0 * count_high(complaints, dispersion) / count as high,
    count,
    complaints,
    dispersion
from rates
