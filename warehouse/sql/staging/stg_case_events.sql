-- Stages of cases. Grain: one row per stage entered.
select case_id, stage, unit_id, entered_at, load_id, line
from latest_of('landed_case_events')
