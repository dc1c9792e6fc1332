-- title: Payments
-- dimensions: day, week, month, quarter
-- filters: customer_key
-- personal: customer_key
-- order: paid_at desc, payment_id
-- sources: payments = facts.payments
select
    payments.payment_id,
    payments.date,
    payments.paid_at,
    payments.posted_at,
    payments.amount,
    payments.customer_key,
    payments.load_id,
    payments.line
from {payments} as payments
