-- Steps of processes (config/reference/steps.csv). Grain: one row per step.
select step_id, name, name_ru, name_kk, name_en
from read_csv(getvariable('reference_steps'), header = true, all_varchar = true)
order by step_id
