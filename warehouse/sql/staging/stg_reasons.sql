-- Reasons from sources. Grain: one row per reason.
select
    reason_id,
    name,
    name_ru,
    name_kk,
    name_en,
    load_id,
    line
from latest_of('landed_reasons')
