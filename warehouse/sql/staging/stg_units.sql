-- Service units from sources. Grain: one row per unit.
select
    unit_id,
    name,
    name_ru,
    name_kk,
    name_en,
    region,
    kind,
    load_id,
    line
from latest_of('landed_units')
