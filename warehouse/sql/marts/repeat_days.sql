-- Contacts called resolved and whether their customer came again with the same process. Grain: day of the contact,
-- channel, unit, agent, process, product and segment. judged: inbound, of a known customer, resolved, and the days within
-- which another contact counts are over; repeated: there was one; elsewhere: it was in another office.
-- Only contacts between repeats_from and repeats_to are looked at, where these are set.
with
followed as (
    select
        date, started_at, channel_id, channel_kind, unit_id, region, team, agent_id, process_id, product_id, segment,
        is_resolved,
        lead(started_at) over following as next_at,
        lead(unit_id) over following as next_unit_id,
        lead(channel_kind) over following as next_kind
    from facts.contacts
    where direction is distinct from 'outbound' and customer_key is not null and process_id is not null
        and date >= coalesce(getvariable('repeats_from')::date, date '0001-01-01')
        and date <= coalesce(getvariable('repeats_to')::date, date '9999-12-31')
    window following as (partition by customer_key, process_id order by started_at, contact_id)
),

judged as (
    select
        *,
        coalesce(next_at <= started_at + to_days(getvariable('repeat_contact_days')), false) as is_repeated,
        is_repeated and channel_kind = 'office' and next_kind = 'office' and next_unit_id <> unit_id
            as is_elsewhere
    from followed
    where is_resolved
        and date + getvariable('repeat_contact_days')::integer < (select max(date) from facts.contacts)
)

select
    date, channel_id, channel_kind, unit_id, region, team, agent_id, process_id, product_id, segment,
    count(*) as judged,
    count(*) filter (is_repeated) as repeated,
    count(*) filter (is_elsewhere) as elsewhere
from judged
group by date, channel_id, channel_kind, unit_id, region, team, agent_id, process_id, product_id, segment
order by date, unit_id
