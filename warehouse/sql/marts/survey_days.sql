-- Surveys by the day they were sent, without agents. Grain: day, channel, unit, process, product and segment.
select
    date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment,
    sum(sent)::bigint as sent,
    sum(delivered)::bigint as delivered,
    sum(delivery_unknown)::bigint as delivery_unknown,
    sum(answered)::bigint as answered
from facts.surveys
group by date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment
order by date, unit_id
