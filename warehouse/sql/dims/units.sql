-- Service units. Grain: one row per unit. kind: contact_centre, office, branch, partner, field or head_office.
select unit_id, name, name_ru, name_kk, name_en, region, kind
from stg_units
order by unit_id
