-- title: You said, we did
-- dimensions: unit, region, day, week, month, quarter
-- personal: asked_for
-- search: title, asked_for
-- order: started_at desc, improvement_id
-- sources: improvements = facts.improvements*
select
    improvements.improvement_id,
    improvements.date,
    improvements.title,
    improvements.unit_id,
    improvements.region,
    improvements.asked_for,
    improvements.started_at,
    improvements.load_id,
    improvements.line
from {improvements} as improvements
