-- Automatic calls that remind of a debt. Grain: one row per call. Money in the operator's currency.
select
    robocall_id,
    customer_key,
    debt_amount,
    is_answered,
    called_at,
    load_id,
    line
from latest_of('landed_robocalls')
