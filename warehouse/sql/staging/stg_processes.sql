-- Processes from sources. Grain: one row per process.
select
    process_id,
    name,
    name_ru,
    name_kk,
    name_en,
    load_id,
    line
from latest_of('landed_processes')
