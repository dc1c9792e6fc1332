-- NPS answers by the month of the contact, by which agents are judged. Grain: month (date: its first day), channel,
-- unit, team, agent, process, product, segment and incident. first_date: day of the first contact. Counts only.
-- Only months from months_from up to, not including, months_to are looked at, where these are set.
select
    date_trunc('month', contact_date)::date as date,
    channel_id, channel_kind, unit_id, region, team, agent_id, process_id, product_id, segment, incident_id,
    min(contact_date) as first_date,
    sum(scored)::bigint as scored,
    sum(promoters)::bigint as promoters,
    sum(passives)::bigint as passives,
    sum(detractors)::bigint as detractors
from facts.surveys
where
    scored = 1
    and contact_date >= coalesce(getvariable('months_from')::date, date '0001-01-01')
    and contact_date < coalesce(getvariable('months_to')::date, date '9999-12-31')
group by all
order by date, unit_id
