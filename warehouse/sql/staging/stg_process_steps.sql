-- Steps of services. Grain: one row per service, step and who was waiting in it.
-- A step that ends before it begins lasts no time. minutes: length.
select
    service_id,
    process_id,
    step_no,
    step_id,
    waiting,
    unit_id,
    agent_id,
    greatest(0, date_diff('second', started_at, ended_at)) / 60.0 as minutes,
    started_at,
    ended_at,
    load_id,
    line
from latest_of('landed_process_steps')
