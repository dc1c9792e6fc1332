-- Services attached by dealers. Grain: one row per activation.
select
    activated_at::date as date,
    staged.*
from stg_activations as staged
order by date
