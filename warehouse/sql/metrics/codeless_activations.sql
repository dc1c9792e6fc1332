-- title: Activations without a code
-- definition: Services attached by dealers without the customer's SMS code / activations of which it is known.
--   Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: dealer, product, day, week, month, quarter
-- components: without_code
-- sources: activations = facts.activations
-- rows: activations_without_code
-- weights: count
-- better: down
with
totals as (
    select {by} count(*) as count, count(*) filter (not is_code_used) as without_code
    from {activations}
    where is_code_used is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(without_code, count) as value,
    wilson_low(without_code, count) as low,
    wilson_high(without_code, count) as high,
    count,
    without_code
from totals
