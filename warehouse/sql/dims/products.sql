-- Products: what sources said, else the usual ones (config/reference/products.csv). Grain: one row per product.
with
usual as (
    select * from read_csv(getvariable('reference_products'), header = true, all_varchar = true)
),

stated as (select * from stg_products)

select
    product_id,
    coalesce(stated.name, usual.name, product_id) as name,
    coalesce(stated.name_ru, usual.name_ru) as name_ru,
    coalesce(stated.name_kk, usual.name_kk) as name_kk,
    coalesce(stated.name_en, usual.name_en) as name_en
from usual
full join stated using (product_id)
order by product_id
