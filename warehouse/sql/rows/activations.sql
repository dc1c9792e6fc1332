-- title: Services attached by dealers
-- dimensions: dealer, product, day, week, month, quarter
-- filters: dealer_id, is_code_used
-- personal: customer_key
-- order: activated_at desc, activation_id
-- sources: activations = facts.activations
select
    activations.activation_id,
    activations.date,
    activations.activated_at,
    activations.product_id,
    activations.dealer_id,
    activations.is_code_used,
    activations.customer_key,
    activations.load_id,
    activations.line
from {activations} as activations
