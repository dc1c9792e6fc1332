-- How much wider a difference of two ratios is because customers answer more than once: variance of the
-- difference by customers / variance as if every answer came from another customer (linearised ratios; L. Kish,
-- 1965). A customer who answers on both sides counts once, with both. Grain: {by}. part, whole: the metric is
-- sum(part) / sum(whole). Fewer than 30 customers tell too little to make an interval narrower: then 1 at least.
-- one_in: only every so many-th customer is looked at. Every residual is a part less the ratio of its side times a
-- whole, so sums of products by customer are all that is needed.
with
answers as (
    select
        {by}
        customer,
        ({part})::double as part, ({whole})::double as whole, 0.0::double as part_before, 0.0::double as whole_before
    from {now}
    where ({whole}) > 0 and customer % $one_in::ubigint = 0
    union all by name
    select
        {by}
        customer,
        0.0::double as part, 0.0::double as whole, ({part})::double as part_before, ({whole})::double as whole_before
    from {before}
    where ({whole}) > 0 and customer % $one_in::ubigint = 0
),

customers as (
    select
        {by} customer,
        sum(part) as p,
        sum(whole) as w,
        sum(part_before) as q,
        sum(whole_before) as v,
        sum(part * part) as pp,
        sum(part * whole) as pw,
        sum(whole * whole) as ww,
        sum(part_before * part_before) as qq,
        sum(part_before * whole_before) as qv,
        sum(whole_before * whole_before) as vv
    from answers
    group by all
),

totals as (
    select
        {by}
        count(*) as customers,
        1 / nullif(sum(w), 0) as scale,
        coalesce(sum(p) * scale, 0) as ratio,
        1 / nullif(sum(v), 0) as scale_before,
        coalesce(sum(q) * scale_before, 0) as ratio_before,
        (sum(pp) - 2 * ratio * sum(pw) + ratio ** 2 * sum(ww)) * scale ** 2 as plain,
        (sum(qq) - 2 * ratio_before * sum(qv) + ratio_before ** 2 * sum(vv)) * scale_before ** 2 as plain_before,
        (sum(p * p) - 2 * ratio * sum(p * w) + ratio ** 2 * sum(w * w)) * scale ** 2 as clustered,
        (sum(q * q) - 2 * ratio_before * sum(q * v) + ratio_before ** 2 * sum(v * v)) * scale_before ** 2
            as clustered_before,
        (
            sum(p * q) - ratio_before * sum(p * v) - ratio * sum(w * q) + ratio * ratio_before * sum(w * v)
        ) * scale * scale_before as common
    from customers
    group by all
)

select
    {by}
    greatest(
        case when customers < 30 then 1.0 else 0.0 end,
        coalesce(
            (coalesce(clustered, 0) + coalesce(clustered_before, 0) - 2 * coalesce(common, 0))
            / nullif(coalesce(plain, 0) + coalesce(plain_before, 0), 0),
            1.0
        )
    ) as design_effect
from totals
