-- title: Time of a step
-- definition: Median minutes a step takes in a service, work and waiting on both sides together (without a
--   split by step: the whole service, all its steps). Medians and 90th percentiles of work, of the
--   customer's waiting and of the operator's waiting are apart; lead_share is the step's part of
--   all minutes of its process, work_share the part of its minutes in which work was done; place:
--   where it stands in the process. Interval: 95 %, order statistics.
-- unit: minutes
-- decimals: 1
-- bounds: 0,
-- dimensions: process, step, unit, region, team, agent, channel, channel_kind, product, segment, day, week,
--   month, quarter
-- own: step
-- components: place, median_work, p90_work, median_customer_wait, p90_customer_wait, median_operator_wait,
--   p90_operator_wait, lead_share, work_share
-- sources: steps = facts.steps; services = facts.steps
-- rows: steps
-- better: down
with
steps as (
    select
        {by}
        service_id,
        min(step_no) as step_no,
        sum(work_min) as work_min,
        sum(customer_wait_min) as customer_wait_min,
        sum(operator_wait_min) as operator_wait_min,
        sum(total_min) as total_min
    from {steps}
    group by all
),

medians as (
    select
        {by}
        count(*) as count,
        list_sort(list(total_min)) as ordered,
        median(total_min) as value,
        round(median(step_no))::bigint as place,
        median(work_min) as median_work,
        quantile_cont(work_min, 0.9) as p90_work,
        median(customer_wait_min) as median_customer_wait,
        quantile_cont(customer_wait_min, 0.9) as p90_customer_wait,
        median(operator_wait_min) as median_operator_wait,
        quantile_cont(operator_wait_min, 0.9) as p90_operator_wait,
        sum(total_min) as minutes,
        sum(work_min) as work_minutes
    from steps
    group by all
    having count(*) > 0
),

services as (
    select {shared} sum(total_min) as minutes
    from {services}
    group by all
)

select
    {by_of medians}
    medians.value,
    median_low(medians.ordered) as low,
    median_high(medians.ordered) as high,
    medians.count,
    medians.place,
    medians.median_work,
    medians.p90_work,
    medians.median_customer_wait,
    medians.p90_customer_wait,
    medians.median_operator_wait,
    medians.p90_operator_wait,
    share(medians.minutes, services.minutes) as lead_share,
    share(medians.work_minutes, medians.minutes) as work_share
from medians
left join services on {same medians services}
