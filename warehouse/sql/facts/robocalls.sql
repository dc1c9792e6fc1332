-- Debt-reminder calls. Grain: one row per call. debt_amount: the operator's currency.
select
    called_at::date as date,
    staged.*
from stg_robocalls as staged
order by date
