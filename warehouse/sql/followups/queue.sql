-- What waits, the nearest deadline first. Grain: one row per task. {tasks}: tasks.sql; {where}: which of them.
-- {surveys}, {ratings}: gated. The rows are chosen first, their words and places read for those alone; of a contact
-- with two low scores the words of both.
with
picked as (
    select task_id, kind, score, nps, ar, answered_at, due_at, status, state, taken_by, closed_at, outcome
    from ({tasks})
    where {where}
    order by due_at, score, task_id
    limit $row_limit offset $row_offset
),

places as (
    select
        'survey:' || survey_id as row_id,
        unit_id, region, team, agent_id, channel_id, channel_kind, process_id, product_id, segment,
        reason_id, category_id, contact_id, comment, suggestion
    from {surveys}
    where survey_id in (select substr(task_id, 8) from picked where kind = 'nps')
    union all by name
    select
        'rating:' || rating_id as row_id,
        unit_id, region, team, agent_id, channel_id, channel_kind, process_id, product_id, segment,
        contact_id, comment
    from {ratings}
    where rating_id in (select substr(task_id, 8) from picked where kind = 'ar')
),

others as (
    select contact_id, comment, suggestion, reason_id, category_id
    from {surveys}
    where scored = 1 and score <= $nps_up_to
        and contact_id in (select contact_id from places where row_id like 'rating:%')
    union all by name
    select contact_id, comment
    from {ratings}
    where rating <= $ar_up_to and contact_id in (select contact_id from places where row_id like 'survey:%')
),

second as (
    select
        contact_id,
        any_value(comment) as comment,
        any_value(suggestion) as suggestion,
        any_value(reason_id) as reason_id,
        any_value(category_id) as category_id
    from others
    group by contact_id
)

select
    picked.*,
    places.* exclude (row_id) replace (
        coalesce(places.reason_id, second.reason_id) as reason_id,
        coalesce(places.category_id, second.category_id) as category_id,
        nullif(concat_ws(chr(10), places.comment, second.comment), '') as comment,
        coalesce(places.suggestion, second.suggestion) as suggestion
    )
from picked
join places on picked.task_id = places.row_id
left join second on places.contact_id = second.contact_id
order by due_at, score, picked.task_id
