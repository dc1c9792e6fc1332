-- Products from sources. Grain: one row per product.
select
    product_id,
    name,
    name_ru,
    name_kk,
    name_en,
    load_id,
    line
from latest_of('landed_products')
