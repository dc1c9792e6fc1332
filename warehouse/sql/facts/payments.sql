-- Payments. Grain: one row per payment. amount: the operator's currency.
select
    paid_at::date as date,
    staged.*
from stg_payments as staged
order by date
