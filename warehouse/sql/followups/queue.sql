-- What waits, the nearest deadline first. Grain: one row per task. {tasks}: tasks.sql; {where}: which of them.
-- {surveys}, {ratings}: gated. The rows are chosen first, their words and places read for those alone.
with
picked as (
    select task_id, kind, score, answered_at, due_at, status, state, taken_by, closed_at, outcome
    from ({tasks})
    where {where}
    order by due_at, score, task_id
    limit $row_limit offset $row_offset
),

places as (
    select
        'survey:' || survey_id as task_id,
        unit_id, region, team, agent_id, channel_id, channel_kind, process_id, product_id, segment,
        reason_id, category_id, contact_id, comment, suggestion
    from {surveys}
    where survey_id in (select substr(task_id, 8) from picked where kind = 'nps')
    union all by name
    select
        'rating:' || rating_id as task_id,
        unit_id, region, team, agent_id, channel_id, channel_kind, process_id, product_id, segment,
        contact_id, comment
    from {ratings}
    where rating_id in (select substr(task_id, 8) from picked where kind = 'ar')
)

select picked.*, places.* exclude (task_id)
from picked
join places on picked.task_id = places.task_id
order by due_at, score, picked.task_id
