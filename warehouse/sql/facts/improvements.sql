-- Improvements customers had asked for. Grain: one row per improvement and unit. date: since when.
select
    staged.started_at::date as date,
    staged.*,
    units.region
from stg_improvements as staged
left join dims.units as units using (unit_id)
order by date, unit_id
