-- AR ratings as they hold. Grain: one row per rating, 1 (worst) to 5 (best).
select
    rating_id,
    contact_id,
    customer_key,
    channel_id,
    unit_id,
    agent_id,
    process_id,
    product_id,
    segment,
    rating,
    comment,
    rated_at,
    rated_at::date as day,
    load_id,
    line
from latest_of('landed_ratings')
