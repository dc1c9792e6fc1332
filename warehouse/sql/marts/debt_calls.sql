-- Debt-reminder calls beside payments. Grain: one row per call. ground: why nobody should have been called: 'nothing'
-- (no debt), 'trifle' (a debt up to setting trifle_debt), 'in_transit' (the debt was paid within payment_days before
-- the call and not booked by then), 'due' where there was a reason to call. Money in the operator's currency.
with
on_the_way as (
    select
        calls.robocall_id,
        max_by(payments.payment_id, (payments.paid_at, payments.payment_id)) as payment_id,
        max(payments.paid_at) as paid_at,
        max_by(payments.posted_at, (payments.paid_at, payments.payment_id)) as posted_at
    from facts.robocalls as calls
    inner join facts.payments as payments
        on calls.customer_key = payments.customer_key
        and payments.paid_at <= calls.called_at
        and payments.paid_at >= calls.called_at - to_days(getvariable('payment_days'))
        and (payments.posted_at > calls.called_at or payments.posted_at is null)
        and payments.amount >= calls.debt_amount
    group by calls.robocall_id
)

select
    calls.robocall_id,
    calls.date,
    calls.called_at,
    calls.customer_key,
    calls.debt_amount,
    calls.is_answered,
    case
        when calls.debt_amount <= 0 then 'nothing'
        when calls.debt_amount <= getvariable('trifle_debt') then 'trifle'
        when way.robocall_id is not null then 'in_transit'
        when calls.debt_amount is not null then 'due'
    end as ground,
    way.payment_id,
    way.paid_at,
    way.posted_at,
    calls.load_id,
    calls.line
from facts.robocalls as calls
left join on_the_way as way using (robocall_id)
order by calls.date, calls.robocall_id
