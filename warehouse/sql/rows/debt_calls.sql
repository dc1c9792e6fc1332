-- title: Debt-reminder calls beside payments
-- dimensions: ground, day, week, month, quarter
-- filters: customer_key, is_answered
-- personal: customer_key
-- order: called_at desc, robocall_id
-- sources: calls = marts.debt_calls
select
    calls.robocall_id,
    calls.date,
    calls.called_at,
    calls.ground,
    calls.debt_amount,
    calls.is_answered,
    calls.payment_id,
    calls.paid_at,
    calls.posted_at,
    calls.customer_key,
    calls.load_id,
    calls.line
from {calls} as calls
