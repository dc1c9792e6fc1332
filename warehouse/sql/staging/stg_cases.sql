-- Complaints and appeals as they hold. Grain: one row per case.
-- Without a due time of its own a case is due at the end of the last day its kind has (config/calendar.toml).
select
    case_id,
    contact_id,
    customer_key,
    channel_id,
    unit_id,
    agent_id,
    process_id,
    product_id,
    segment,
    kind,
    submitted_via as source,
    category_id,
    dealer_id,
    status,
    is_justified,
    recalculation,
    applicant_rating,
    text,

    registered_at,
    coalesce(
        due_at,
        registered_at::date
        + case kind when 'complaint' then getvariable('complaint_days') else getvariable('appeal_days') end::integer
        + time '23:59:59'
    ) as due_at,
    answered_at,
    closed_at,
    registered_at::date as day,

    load_id,
    line
from latest_of('landed_cases')
