-- title: Contacts
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident,
--   weekday, hour, half_hour, quarter_hour, day, week, month, quarter
-- filters: contact_id, is_answered, is_resolved, direction, customer_key
-- personal: agent_name, text, customer_key
-- search: text
-- order: started_at desc, contact_id
-- sources: contacts = facts.contacts
select
    contacts.contact_id,
    contacts.date,
    contacts.started_at,
    contacts.incident_id,
    contacts.channel_id,
    contacts.unit_id,
    contacts.region,
    contacts.agent_id,
    agents.name as agent_name,
    contacts.team,
    contacts.process_id,
    contacts.product_id,
    contacts.segment,
    contacts.is_answered,
    contacts.wait_s,
    contacts.talk_s,
    contacts.hold_s,
    contacts.wrap_up_s,
    contacts.handle_s,
    contacts.is_resolved,
    contacts.count_transfers,
    contacts.direction,
    contacts.first_answer_at,
    contacts.answer_due_at,
    contacts.text,
    contacts.customer_key,
    contacts.load_id,
    contacts.line
from {contacts} as contacts
left join dims.agents as agents on contacts.agent_id = agents.agent_id
