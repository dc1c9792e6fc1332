-- Surveys as they hold. Grain: one row per survey sent.
-- A score without the answer's time was answered when it was sent: that is all the source knows.
-- is_delivered: where a source never says that anything was delivered, what was sent counts as delivered,
-- and is_delivery_unknown says so.
select
    survey_id,
    contact_id,
    customer_key,
    channel_id,
    unit_id,
    agent_id,
    process_id,
    product_id,
    segment,
    reason_id,

    score,
    answered_at is not null or score is not null as is_answered,
    is_delivery_unknown or delivered_at is not null or answered_at is not null or score is not null as is_delivered,
    is_delivery_unknown,
    case when is_ten_point then score >= 9 end as is_promoter,
    case when is_ten_point then score between 7 and 8 end as is_passive,
    case when is_ten_point then score <= 6 end as is_detractor,
    comment,
    suggestion,

    sent_at,
    delivered_at,
    coalesce(answered_at, case when score is not null then sent_at end) as answered_at,
    sent_at::date as day,

    load_id,
    line
from (
    select
        surveys.*,
        coalesce(score_high, 10) = 10 as is_ten_point,
        load_id not in (
            select loads.load_id from meta.loads as loads semi join meta.delivering_sources using (source)
        ) as is_delivery_unknown
    from latest_of('landed_surveys') as surveys
)
