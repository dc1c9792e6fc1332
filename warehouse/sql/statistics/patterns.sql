-- Customers by what they answered, which is all that resampling customers needs. Grain: {shared}, pattern. lost:
-- what the customer's answers add to each group of the numerator, as [codes, part]; whole: to the denominator;
-- customers: how many have that pattern. An answer without a customer is a customer of its own.
with
answers as (
    select
        {shared}
        if(customer_key is null, null, hash(customer_key)) as customer,
        [{own}]::varchar[] as own,
        {part} as part,
        ({whole})::double as whole
    from {answers}
),

cells as (
    select {shared} customer, own, sum(part) as part, sum(whole) as whole
    from answers
    where whole > 0 and customer is not null
    group by all
),

customers as (
    select
        {shared} customer,
        coalesce(list({'own': own, 'part': part} order by own) filter (part > 0), []) as lost,
        sum(whole) as whole
    from cells
    group by all
    union all by name
    select
        {shared} customer,
        case when part > 0 then [{'own': own, 'part': part}] else [] end as lost,
        whole
    from answers
    where whole > 0 and customer is null
)

select {shared} lost, whole, count(*) as customers
from customers
group by all
order by all
