-- Incidents and other events that mark a trend. Grain: one row per event. date: day it began.
select
    staged.started_at::date as date,
    staged.* exclude (region),
    coalesce(staged.region, units.region) as region
from stg_events as staged
left join dims.units as units using (unit_id)
order by date, unit_id
