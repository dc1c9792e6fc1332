-- Payments. Grain: one row per payment. Money in the operator's currency.
select
    payment_id,
    customer_key,
    amount,
    paid_at,
    posted_at,
    load_id,
    line
from latest_of('landed_payments')
