-- Incidents and other events that mark a trend. Grain: one row per event.
select
    event_id,
    kind,
    title,
    region,
    unit_id,
    started_at,
    ended_at,
    load_id,
    line
from latest_of('landed_events')
