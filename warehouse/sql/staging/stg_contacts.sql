-- Contacts as they hold. Grain: one row per contact. Times: the operator's; *_s: seconds.
select
    contact_id,
    customer_key,
    channel_id,
    unit_id,
    agent_id,
    process_id,
    product_id,
    segment,

    is_number_verified,
    direction,
    coalesce(is_answered, true) as is_answered,
    is_resolved,
    wait_s,
    talk_s,
    hold_s,
    wrap_up_s,
    count_transfers,
    text,

    started_at,
    ended_at,
    first_answer_at,
    started_at::date as day,

    load_id,
    line
from latest_of('landed_contacts')
