-- When an outage was, that came since or is told of otherwise now. Grain: one row per telling.
with
told as (
    select kind, started_at, ended_at from new_events
    union all
    select kind, started_at, ended_at from facts.events where rowid in (select row_id from picked_events)
)

select started_at, coalesce(ended_at, (started_at::date + 1)::timestamp) as ended_at
from told
where kind = 'outage'
