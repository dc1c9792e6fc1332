-- Complaints and appeals as they hold. Grain: one row per case.
-- is_reply_public: as its source says, else true of social networks; unknown elsewhere.
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
    reply_text,
    case when reply_text is not null then coalesce(replied_at, answered_at) end as replied_at,
    coalesce(is_reply_public, case when submitted_via = 'social' then true end) as is_reply_public,

    registered_at,
    due_at,
    answered_at,
    closed_at,
    registered_at::date as day,

    load_id,
    line
from latest_of('landed_cases')
