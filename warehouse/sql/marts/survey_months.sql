-- Surveys by the month they were sent, with agents. Grain: month (date: its first day), channel, unit, team, agent,
-- process, product, segment and incident. Counts only.
-- Only months from months_from up to, not including, months_to are looked at, where these are set.
select
    date_trunc('month', date)::date as date,
    channel_id, channel_kind, unit_id, region, team, agent_id, process_id, product_id, segment, incident_id,
    sum(sent)::bigint as sent,
    sum(delivered)::bigint as delivered,
    sum(delivery_unknown)::bigint as delivery_unknown,
    sum(answered)::bigint as answered
from facts.surveys
where
    date >= coalesce(getvariable('months_from')::date, date '0001-01-01')
    and date < coalesce(getvariable('months_to')::date, date '9999-12-31')
group by all
order by date, unit_id
