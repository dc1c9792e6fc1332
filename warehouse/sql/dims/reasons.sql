-- Reasons: what sources said, else the usual ones (config/reference/reasons.csv). Grain: one row per reason.
-- not_named: an answered survey without a reason.
with
usual as (
    select * from read_csv(getvariable('reference_reasons'), header = true, all_varchar = true)
),

stated as (select * from stg_reasons)

select
    reason_id,
    coalesce(stated.name, usual.name, reason_id) as name,
    coalesce(stated.name_ru, usual.name_ru) as name_ru,
    coalesce(stated.name_kk, usual.name_kk) as name_kk,
    coalesce(stated.name_en, usual.name_en) as name_en
from usual
full join stated using (reason_id)
where reason_id <> 'not_named'
union all
select 'not_named', 'Not named', 'Не названа', 'Аталмаған', 'Not named'
order by reason_id
