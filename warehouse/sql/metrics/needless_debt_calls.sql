-- title: Needless debt calls
-- definition: Debt-reminder calls to people who owed nothing, a trifle (setting trifle_debt), or whose payment of the whole
--   debt was on its way (within payment_days, not booked yet) / debt-reminder calls whose debt is known. By ground: of
--   all such calls. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: ground, day, week, month, quarter
-- own: ground
-- components: needless
-- sources: calls = marts.debt_calls; every = marts.debt_calls
-- rows: debt_calls_needless
-- better: down
with
needless as (
    select {by} count(*) as needless
    from {calls}
    where ground <> 'due'
    group by all
),

every as (
    select {shared} count(*) as count
    from {every}
    where ground is not null
    group by all
    having count(*) > 0
)

select
    {both_of every needless}
    share(coalesce(needless.needless, 0), every.count) as value,
    wilson_low(coalesce(needless.needless, 0), every.count) as low,
    wilson_high(coalesce(needless.needless, 0), every.count) as high,
    every.count,
    coalesce(needless.needless, 0) as needless
from every
left join needless on {same every needless}
where needless.needless > 0 or not {has_own}
