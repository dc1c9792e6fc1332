-- Contacts. Grain: one row per contact. date: day it began. Times: the operator's; *_s: seconds.
-- served: somebody answered. eligible: served, from a customer with a verified number (where a source does not
-- know that: with any number), so a survey should have been sent. surveyed: eligible and one was sent.
-- handle_s: talk + hold + wrap-up of a served contact. Counts are 0 or 1, so that marts only add up.
with
surveyed as (
    select distinct contact_id from stg_surveys where contact_id is not null
),

contacts as (
    select
        contacts.*,
        contacts.is_answered
            and coalesce(contacts.is_number_verified, contacts.customer_key is not null) as is_eligible,
        case
            when contacts.is_answered and contacts.talk_s is not null
                then contacts.talk_s + coalesce(contacts.hold_s, 0) + coalesce(contacts.wrap_up_s, 0)
        end as handle_s,
        surveyed.contact_id is not null as is_surveyed
    from stg_contacts as contacts
    left join surveyed using (contact_id)
)

select
    contacts.contact_id,
    contacts.day as date,
    contacts.channel_id,
    channels.kind as channel_kind,
    coalesce(contacts.unit_id, history.unit_id) as unit_id,
    units.region,
    contacts.agent_id,
    history.team,
    contacts.process_id,
    contacts.product_id,
    contacts.segment,
    contacts.customer_key,

    1 as contacts,
    contacts.is_answered::integer as served,
    contacts.is_eligible::integer as eligible,
    (contacts.is_eligible and contacts.is_surveyed)::integer as surveyed,
    (contacts.handle_s is not null)::integer as handled,
    contacts.handle_s,
    contacts.handle_s ** 2 as handle_s_squared,
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
left join dims.channels as channels on contacts.channel_id = channels.channel_id
left join dims.units as units on coalesce(contacts.unit_id, history.unit_id) = units.unit_id
order by date, unit_id
