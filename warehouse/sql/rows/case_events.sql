-- title: Stages of complaints and appeals
-- dimensions: unit, region, kind, day, week, month, quarter
-- filters: case_id, stage
-- order: entered_at desc, case_id, stage
-- sources: events = facts.case_events
select
    events.case_id,
    events.date,
    events.stage,
    events.kind,
    events.unit_id,
    events.region,
    events.entered_at,
    events.load_id,
    events.line
from {events} as events
