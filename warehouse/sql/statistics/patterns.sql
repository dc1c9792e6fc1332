-- Customers by what they answered, which is all that resampling customers needs. Grain: {shared}, pattern. lost:
-- what the customer's answers add to each group of the numerator, as [codes, part]; whole: to the denominator;
-- customers: how many have that pattern. one_in: only every so many-th customer is looked at.
with
lost as (
    select {shared} customer, [{own}]::varchar[] as own, sum(({part})::double) as part
    from {answers}
    where ({whole}) > 0 and ({part}) > 0 and customer % $one_in::ubigint = 0
    group by all
),

lists as (
    select {shared} customer, list_sort(list({'own': own, 'part': part})) as lost
    from lost
    group by all
),

wholes as (
    select {shared} customer, sum(({whole})::double) as whole
    from {answers}
    where ({whole}) > 0 and customer % $one_in::ubigint = 0
    group by all
),

customers as (
    select {shared_of wholes} lists.lost, wholes.whole
    from wholes
    left join lists on wholes.customer = lists.customer and {same wholes lists}
),

-- Most have lost nothing; grouping them by lists would take longest.
patterns as (
    select {shared} lost, whole, count(*) as customers
    from customers
    where lost is not null
    group by all
    union all by name
    select {shared} whole, count(*) as customers
    from customers
    where lost is null
    group by all
)

select {shared} coalesce(lost, []) as lost, whole, customers
from patterns
order by all
