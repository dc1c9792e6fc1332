-- Improvements customers had asked for. Grain: one row per improvement and unit.
select
    improvement_id,
    title,
    unit_id,
    asked_for,
    started_at,
    load_id,
    line
from latest_of('landed_improvements')
