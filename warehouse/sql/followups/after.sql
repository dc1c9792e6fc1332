-- The next NPS score of customers who gave a low one. Grain: one row per group: is_followed (somebody spoke with
-- them: closed as reached or resolved) and not. A customer counts once, with the first low score of the span,
-- followed or not: taking a followed one instead would gather those who are often unhappy in that group.
-- next_score: the first answer after the closing (of those not followed: after the deadline), within $horizon_days.
-- deviation: of the changes, for the interval of their mean.
with
low as (
    select
        *,
        status = 'closed' and outcome in ('reached', 'resolved') as is_followed
    from ({tasks})
    where nps is not null and customer_key is not null
),

customers as (
    select
        customer_key,
        is_followed,
        nps as score,
        case when is_followed then closed_at else due_at end as since
    from low
    qualify row_number() over (partition by customer_key order by answered_at, task_id) = 1
),

later as (
    select
        customers.customer_key,
        arg_min(answers.score, answers.answered_at) as next_score
    from customers
    join {answers} as answers on customers.customer_key = answers.customer_key
    where
        answers.scored = 1
        and answers.answered_at > customers.since
        and answers.answered_at < customers.since + $horizon_days * interval 1 day
    group by customers.customer_key
)

select
    customers.is_followed,
    count(*) as customers,
    count(later.next_score) as count_next,
    avg(customers.score) filter (later.next_score is not null) as before,
    avg(later.next_score) as after,
    avg(later.next_score - customers.score) as change,
    stddev_samp(later.next_score - customers.score) as deviation
from customers
left join later on customers.customer_key = later.customer_key
group by customers.is_followed
order by customers.is_followed desc
