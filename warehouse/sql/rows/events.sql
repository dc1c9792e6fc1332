-- title: Events that mark a trend
-- dimensions: unit, region, kind, day, week, month, quarter
-- order: started_at desc, event_id
-- sources: events = facts.events*
select
    events.event_id,
    events.date,
    events.kind,
    events.title,
    events.region,
    events.unit_id,
    events.started_at,
    events.ended_at,
    events.load_id,
    events.line
from {events} as events
