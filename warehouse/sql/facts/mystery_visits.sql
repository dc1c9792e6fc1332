-- Mystery shopping. Grain: one row per visit and criterion.
select
    staged.visited_at::date as date,
    staged.*,
    units.region
from stg_mystery_visits as staged
left join dims.units as units using (unit_id)
order by date, unit_id
