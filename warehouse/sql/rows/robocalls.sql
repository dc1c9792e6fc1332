-- title: Debt-reminder calls
-- dimensions: day, week, month, quarter
-- filters: customer_key
-- personal: customer_key
-- order: called_at desc, robocall_id
-- sources: robocalls = facts.robocalls
select
    robocalls.robocall_id,
    robocalls.date,
    robocalls.called_at,
    robocalls.debt_amount,
    robocalls.is_answered,
    robocalls.customer_key,
    robocalls.load_id,
    robocalls.line
from {robocalls} as robocalls
