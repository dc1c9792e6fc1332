-- How much wider a difference of two ratios is because customers answer more than once: variance of the
-- difference by customers / variance as if every answer came from another customer (linearised ratios; L. Kish,
-- 1965). A customer who answers on both sides counts once, with both. Grain: {by}. part, whole: the metric is
-- sum(part) / sum(whole). Customers are grouped by a hash of their key, which is quicker. Fewer than 30 customers
-- tell too little to make an interval narrower: then 1 at least.
with
answers as (
    select
        {by}
        if(customer_key is null, null, hash(customer_key)) as customer,
        true as is_now,
        {part} as part,
        ({whole})::double as whole
    from {now}
    union all by name
    select
        {by}
        if(customer_key is null, null, hash(customer_key)) as customer,
        false as is_now,
        {part} as part,
        ({whole})::double as whole
    from {before}
),

customers as (
    select
        {by} customer, is_now,
        count(*) as answers,
        sum(part) as part,
        sum(whole) as whole,
        sum(part * part) as part_part,
        sum(part * whole) as part_whole,
        sum(whole * whole) as whole_whole
    from answers
    where whole > 0
    group by all
),

sides as (
    select {by} is_now, sum(part) / sum(whole) as ratio, sum(whole) as total
    from customers
    group by all
),

residuals as (
    select
        {by_of customers} customers.customer, customers.answers,
        case when customers.is_now then 1 else -1 end
            * (customers.part - sides.ratio * customers.whole) / sides.total as residual,
        (
            customers.part_part - 2 * sides.ratio * customers.part_whole + sides.ratio ** 2 * customers.whole_whole
        ) / sides.total ** 2 as squares
    from customers
    inner join sides on customers.is_now = sides.is_now and {same customers sides}
),

clusters as (
    select
        {by}
        case when customer is null then sum(answers) else 1 end as customers,
        case when customer is null then sum(squares) else sum(residual) ** 2 end as clustered,
        sum(squares) as plain
    from residuals
    group by {by} customer
)

select
    {by}
    greatest(
        case when sum(customers) < 30 then 1.0 else 0.0 end,
        coalesce(sum(clustered) / nullif(sum(plain), 0), 1.0)
    ) as design_effect
from clusters
group by all
