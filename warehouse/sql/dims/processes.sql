-- Processes: what sources said, else the usual ones (config/reference/processes.csv). Grain: one row per process.
with
usual as (
    select * from read_csv(getvariable('reference_processes'), header = true, all_varchar = true)
),

stated as (select * from stg_processes)

select
    process_id,
    coalesce(stated.name, usual.name, process_id) as name,
    coalesce(stated.name_ru, usual.name_ru) as name_ru,
    coalesce(stated.name_kk, usual.name_kk) as name_kk,
    coalesce(stated.name_en, usual.name_en) as name_en
from usual
full join stated using (process_id)
order by process_id
