-- title: Time of cases in stages
-- dimensions: stage, channel, channel_kind, unit, region, team, agent, process, product, segment, category, kind,
--   source, day, week, month, quarter
-- filters: case_id, is_left
-- order: days desc, case_id, stage
-- sources: stays = marts.case_stages
select
    stays.case_id,
    stays.date,
    stays.stage,
    stays.kind,
    stays.source,
    stays.category_id,
    stays.unit_id,
    stays.region,
    stays.agent_id,
    stays.process_id,
    stays.product_id,
    stays.segment,
    stays.entered_at,
    stays.left_at,
    stays.is_left,
    stays.days
from {stays} as stays
