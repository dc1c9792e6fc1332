-- Contacts. Grain: one row per contact. date: day it began. Times: the operator's; *_s: seconds.
-- served: somebody answered. eligible: served, from a customer with a verified number (where a source does not
-- know that: with any number), so a survey should have been sent. surveyed: eligible and one was sent.
-- handle_s: talk + hold + wrap-up of a served contact. Counts are 0 or 1, so that marts only add up.
-- offered: came in to a queue (telephone, office) and how it ended is known; short_abandoned: gave up sooner than
-- anyone could have answered; in_time: answered within the service level's seconds; slot: quarter-hour of the day.
-- answer_due_at: until when the channel promised the first answer, by its working hours. incident_id: the outage it
-- fell into, 'none' where in none. customer_no: the customer's number, to find rows by.
with
contacts as (
    select
        contacts.*,
        contacts.is_answered
            and coalesce(contacts.is_number_verified, contacts.customer_key is not null) as is_eligible,
        case
            when contacts.is_answered and contacts.talk_s is not null
                then contacts.talk_s + coalesce(contacts.hold_s, 0) + coalesce(contacts.wrap_up_s, 0)
        end as handle_s,
        contacts.contact_id in (select contact_id from stg_surveys where contact_id is not null) as is_surveyed,
        channels.kind as channel_kind,
        contacts.direction is distinct from 'outbound'
            and coalesce(channels.kind in ('phone', 'office'), false)
            and (contacts.wait_s is not null or not contacts.is_answered) as is_offered,
        is_offered and not contacts.is_answered
            and coalesce(contacts.wait_s < getvariable('short_abandon_s'), false) as is_short,
        contacts.wait_s <= case channels.kind
            when 'phone' then getvariable('service_level_s') else getvariable('service_level_office_s')
        end as is_within,
        handle_s is not null and contacts.is_resolved is not null and contacts.count_transfers is not null
            as is_settling_known,
        case
            when contacts.direction is distinct from 'outbound'
                and contacts.channel_id not in (select channel_id from stg_working_time)
                then contacts.started_at + to_seconds(channels.promise_s::bigint)
        end as round_the_clock_due_at
    from stg_contacts as contacts
    left join dims.channels as channels using (channel_id)
)

select
    contacts.contact_id,
    contacts.day as date,
    contacts.channel_id,
    contacts.channel_kind,
    coalesce(contacts.unit_id, history.unit_id) as unit_id,
    units.region,
    contacts.agent_id,
    history.team,
    contacts.process_id,
    contacts.product_id,
    contacts.segment,
    contacts.customer_key,
    customer_no(contacts.customer_key) as customer_no,
    outage_at(
        outage_days.outages, contacts.started_at, coalesce(contacts.unit_id, history.unit_id), units.region
    ) as incident_id,

    1 as contacts,
    contacts.is_answered::integer as served,
    contacts.is_eligible::integer as eligible,
    (contacts.is_eligible and contacts.is_surveyed)::integer as surveyed,
    (contacts.handle_s is not null)::integer as handled,
    contacts.handle_s,
    contacts.handle_s ** 2 as handle_s_squared,
    contacts.is_offered::integer as offered,
    contacts.is_short::integer as short_abandoned,
    (contacts.is_offered and not contacts.is_answered and not contacts.is_short)::integer as abandoned,
    (contacts.is_offered and contacts.is_answered)::integer as waited,
    (contacts.is_offered and contacts.is_answered and contacts.is_within)::integer as in_time,
    case when waited = 1 then contacts.wait_s end as waited_s,
    waited_s ** 2 as waited_s_squared,
    case when offered = 1 and short_abandoned = 0 then contacts.wait_s end as patience_s,
    (contacts.is_answered and contacts.count_transfers is not null)::integer as people_known,
    (contacts.is_answered and contacts.count_transfers = 0)::integer as by_one,
    case when contacts.is_answered then contacts.count_transfers + 1 end as people,
    contacts.is_settling_known::integer as settling_known,
    (contacts.is_settling_known and contacts.is_resolved and contacts.count_transfers = 0)::integer
        as settled_at_once,
    coalesce(due.due_at, contacts.round_the_clock_due_at) as answer_due_at,
    answer_due_at::date as answer_due_date,
    (answer_due_at is not null)::integer as promised,
    coalesce(contacts.first_answer_at <= answer_due_at, false)::integer as answered_in_time,
    (hour(contacts.started_at) * 4 + minute(contacts.started_at) // 15)::smallint as slot,
    contacts.wait_s,
    contacts.talk_s,
    contacts.hold_s,
    contacts.wrap_up_s,
    contacts.count_transfers,
    contacts.is_number_verified,
    contacts.direction,
    contacts.is_answered,
    contacts.is_resolved,
    contacts.text,

    contacts.started_at,
    contacts.ended_at,
    contacts.first_answer_at,
    contacts.load_id,
    contacts.line
from contacts
left join dims.agent_history as history
    on contacts.agent_id = history.agent_id
    and contacts.day >= history.holds_from
    and contacts.day < history.holds_to
left join dims.units as units on coalesce(contacts.unit_id, history.unit_id) = units.unit_id
left join outage_days('facts.events') as outage_days on contacts.day = outage_days.day
left join answers_due('stg_contacts') as due on contacts.contact_id = due.contact_id
order by date, unit_id
