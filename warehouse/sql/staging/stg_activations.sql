-- Services attached by dealers. Grain: one row per activation.
select
    activation_id,
    customer_key,
    product_id,
    dealer_id,
    is_code_used,
    activated_at,
    load_id,
    line
from latest_of('landed_activations')
